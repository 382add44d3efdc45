package org.sightline.media.webrtc.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.media.webrtc.dtls.Fingerprint;

/** Collects the lines of one media section, or of the session level. */
final class SectionBuilder {
    private static final int MAX_ENTRIES = 128;

    private final String kind;
    private final int port;
    private final Map<Integer, Format> formats = new LinkedHashMap<>();
    private final Map<String, Integer> extensions = new LinkedHashMap<>();
    private final List<Integer> ssrcs = new ArrayList<>();
    private final Map<Integer, Integer> retransmissions = new LinkedHashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private String mid = "";
    boolean bundleOnly;
    Direction direction;
    String fragment;
    String password;
    String setup = "";
    String streamId = "";
    Fingerprint fingerprint;

    SectionBuilder(String kind, int port) {
        if (!kind.matches("[a-z]{1,32}") || port < 0 || port > 65535) {
            throw new IllegalArgumentException("media line is malformed");
        }
        this.kind = kind;
        this.port = port;
    }

    void mid(String value) {
        if (!value.matches("[!-~]{1,32}")) {
            throw new IllegalArgumentException("mid is malformed");
        }
        mid = value;
    }

    void payloadType(int number) {
        if (number < 0 || number > 127) {
            throw new IllegalArgumentException("payload type is out of range");
        }
        limited(formats.size());
        formats.putIfAbsent(number, new Format(number, "", "", List.of()));
    }

    void encoding(int number, String encoding) {
        formats.computeIfPresent(number, (key, old) -> new Format(key, encoding, old.parameters(), old.feedback()));
    }

    void parameters(int number, String parameters) {
        formats.computeIfPresent(number, (key, old) -> new Format(key, old.encoding(), parameters, old.feedback()));
    }

    void feedback(int number, String feedback) {
        formats.computeIfPresent(number, (key, old) -> {
            limited(old.feedback().size());
            List<String> more = new ArrayList<>(old.feedback());
            more.add(feedback);
            return old.withFeedback(more);
        });
    }

    void extension(String uri, int id) {
        limited(extensions.size());
        if (id > 0 && id < 15) {
            extensions.putIfAbsent(uri, id);
        }
    }

    void ssrc(int ssrc) {
        limited(ssrcs.size());
        if (!ssrcs.contains(ssrc)) {
            ssrcs.add(ssrc);
        }
    }

    void retransmission(int repeat, int original) {
        limited(retransmissions.size());
        retransmissions.put(repeat, original);
    }

    void candidate(Candidate candidate) {
        limited(candidates.size());
        candidates.add(candidate);
    }

    MediaSection build(SectionBuilder session) {
        String ufrag = fragment == null ? session.fragment : fragment;
        String pwd = password == null ? session.password : password;
        Direction flow = direction == null ? session.direction : direction;
        return new MediaSection(
                kind,
                mid,
                port,
                bundleOnly,
                flow == null ? Direction.SENDRECV : flow,
                List.copyOf(formats.values()),
                extensions,
                ssrcs,
                retransmissions,
                streamId,
                ufrag == null || pwd == null ? Optional.empty() : Optional.of(new IceCredentials(ufrag, pwd)),
                Optional.ofNullable(fingerprint == null ? session.fingerprint : fingerprint),
                setup.isEmpty() ? session.setup : setup,
                candidates.isEmpty() ? session.candidates : candidates);
    }

    private static void limited(int size) {
        if (size >= MAX_ENTRIES) {
            throw new IllegalArgumentException("media section has too many entries");
        }
    }
}
