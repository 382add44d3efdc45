package org.sightline.media.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import org.sightline.media.webrtc.dtls.Fingerprint;

/** Reads a session description line by line; what the session level says holds for every section without its own. */
final class SdpParser {
    private static final int MAX_LINES = 4000;
    private static final int MAX_SECTIONS = 128;

    private final SectionBuilder session = new SectionBuilder("session", 9);
    private final List<SectionBuilder> sections = new ArrayList<>();
    private SectionBuilder current = session;
    private String id = "";
    private long version;
    private boolean iceLite;

    SessionDescription parse(String text) throws SdpException {
        if (text == null || text.length() > SessionDescription.MAX_LENGTH) {
            throw new SdpException("session description is missing or too long");
        }
        String[] lines = text.split("\r?\n");
        if (lines.length > MAX_LINES || !lines[0].equals("v=0")) {
            throw new SdpException("not a session description");
        }
        try {
            for (String line : lines) {
                line(line);
            }
            return description();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SdpException("session description has a malformed line");
        }
    }

    private SessionDescription description() {
        List<MediaSection> media = new ArrayList<>();
        for (SectionBuilder section : sections) {
            media.add(section.build(session));
        }
        return new SessionDescription(id, version, iceLite, media);
    }

    private void line(String line) throws SdpException {
        if (line.startsWith("o=")) {
            String[] fields = line.substring(2).split(" ");
            id = fields[1];
            version = Long.parseUnsignedLong(fields[2]);
        } else if (line.startsWith("m=")) {
            if (sections.size() == MAX_SECTIONS) {
                throw new SdpException("session description has too many media sections");
            }
            String[] fields = line.substring(2).split(" ");
            current = new SectionBuilder(fields[0], Integer.parseInt(fields[1].split("/")[0]));
            sections.add(current);
            if (fields[2].endsWith("RTP/SAVPF") || fields[2].endsWith("RTP/SAVP")) {
                for (int i = 3; i < fields.length; i++) {
                    current.payloadType(Integer.parseInt(fields[i]));
                }
            }
        } else if (line.startsWith("a=")) {
            int colon = line.indexOf(':');
            attribute(
                    colon < 0 ? line.substring(2) : line.substring(2, colon),
                    colon < 0 ? "" : line.substring(colon + 1).strip());
        }
    }

    private void attribute(String name, String value) throws SdpException {
        switch (name) {
            case "ice-lite" -> iceLite = true;
            case "mid" -> current.mid(value);
            case "bundle-only" -> current.bundleOnly = true;
            case "sendrecv", "sendonly", "recvonly", "inactive" ->
                current.direction = Direction.valueOf(name.toUpperCase(java.util.Locale.ROOT));
            case "ice-ufrag" -> current.fragment = value;
            case "ice-pwd" -> current.password = value;
            case "setup" -> current.setup = value;
            case "fingerprint" -> fingerprint(value);
            case "candidate" -> current.candidate(Candidate.parse(value));
            case "msid" -> current.streamId = value.split(" ")[0];
            case "rtpmap" -> current.encoding(number(value), rest(value));
            case "fmtp" -> current.parameters(number(value), rest(value));
            case "rtcp-fb" -> {
                if (!value.startsWith("*")) {
                    current.feedback(number(value), rest(value));
                }
            }
            case "extmap" -> {
                String[] fields = value.split(" ");
                current.extension(fields[1], Integer.parseInt(fields[0].split("/")[0]));
            }
            case "ssrc" -> current.ssrc(Integer.parseUnsignedInt(value.split(" ")[0]));
            case "ssrc-group" -> {
                String[] fields = value.split(" ");
                if (fields[0].equals("FID")) {
                    current.retransmission(Integer.parseUnsignedInt(fields[2]), Integer.parseUnsignedInt(fields[1]));
                }
            }
            default -> {}
        }
    }

    private void fingerprint(String value) {
        String algorithm = value.split(" ")[0];
        if (current.fingerprint == null && Fingerprint.supports(algorithm)) {
            current.fingerprint = new Fingerprint(algorithm, rest(value).strip());
        }
    }

    private static int number(String value) {
        return Integer.parseInt(value.split(" ")[0]);
    }

    private static String rest(String value) {
        int space = value.indexOf(' ');
        return space < 0 ? "" : value.substring(space + 1);
    }
}
