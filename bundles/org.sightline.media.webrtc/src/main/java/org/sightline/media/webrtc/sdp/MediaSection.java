package org.sightline.media.webrtc.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.media.webrtc.dtls.Fingerprint;

/**
 * One {@code m=} section with what we read and write of it.
 *
 * @param kind {@code audio}, {@code video} or another word
 * @param mid the identification tag (RFC 5888), empty if there is none
 * @param port 0 rejects the section unless it is bundle-only
 * @param extensions URI to id (RFC 8285)
 * @param ssrcs the streams that the writer sends, retransmissions included (RFC 5576)
 * @param retransmissions SSRC of a retransmission stream to the SSRC of what it repeats
 * @param streamId the media stream that the track belongs to, or empty (RFC 8830)
 * @param setup the DTLS role (RFC 8842 §5.2), or empty
 */
public record MediaSection(
        String kind,
        String mid,
        int port,
        boolean bundleOnly,
        Direction direction,
        List<Format> formats,
        Map<String, Integer> extensions,
        List<Integer> ssrcs,
        Map<Integer, Integer> retransmissions,
        String streamId,
        Optional<IceCredentials> ice,
        Optional<Fingerprint> fingerprint,
        String setup,
        List<Candidate> candidates) {

    public MediaSection {
        formats = List.copyOf(formats);
        extensions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
        ssrcs = List.copyOf(ssrcs);
        retransmissions = Map.copyOf(retransmissions);
        candidates = List.copyOf(candidates);
    }

    public boolean isRejected() {
        return port == 0 && !bundleOnly;
    }

    /** The first format of this codec; for H264 only the profile that every browser has (RFC 7742 §6.2). */
    public Optional<Format> format(String codec) {
        return formats.stream()
                .filter(format -> format.is(codec))
                .filter(format -> !codec.equalsIgnoreCase("H264")
                        || format.parameter("packetization-mode")
                                        .filter("1"::equals)
                                        .isPresent()
                                && format.parameter("profile-level-id")
                                        .filter(profile -> profile.startsWith("42"))
                                        .isPresent())
                .findFirst();
    }

    /** The format that retransmits another (RFC 4588 §8.1). */
    public Optional<Format> retransmissionOf(Format format) {
        String payloadType = Integer.toString(format.payloadType());
        return formats.stream()
                .filter(candidate -> candidate.is("rtx"))
                .filter(candidate ->
                        candidate.parameter("apt").filter(payloadType::equals).isPresent())
                .findFirst();
    }

    public int extension(String uri) {
        return extensions.getOrDefault(uri, 0);
    }

    /** A rejection of this section, as an answer writes it. */
    public MediaSection rejection() {
        return new MediaSection(
                kind,
                mid,
                0,
                false,
                Direction.INACTIVE,
                formats.subList(0, Math.min(1, formats.size())),
                Map.of(),
                List.of(),
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                List.of());
    }

    void write(StringBuilder out) {
        out.append("m=").append(kind).append(' ').append(port).append(" UDP/TLS/RTP/SAVPF");
        formats.forEach(format -> out.append(' ').append(format.payloadType()));
        out.append(formats.isEmpty() ? " 0" : "").append("\r\nc=IN IP4 0.0.0.0\r\n");
        List<String> lines = new ArrayList<>();
        if (!mid.isEmpty()) {
            lines.add("mid:" + mid);
        }
        lines.add(direction.attribute());
        if (!isRejected()) {
            transport(lines);
            media(lines);
        }
        lines.forEach(line -> out.append("a=").append(line).append("\r\n"));
    }

    private void transport(List<String> lines) {
        ice.ifPresent(credentials -> {
            lines.add("ice-ufrag:" + credentials.fragment());
            lines.add("ice-pwd:" + credentials.password());
        });
        fingerprint.ifPresent(print -> lines.add("fingerprint:" + print));
        if (!setup.isEmpty()) {
            lines.add("setup:" + setup);
        }
        lines.add("rtcp-mux");
        lines.add("rtcp-rsize");
        candidates.forEach(candidate -> lines.add("candidate:" + candidate));
        if (!candidates.isEmpty()) {
            lines.add("end-of-candidates");
        }
    }

    private void media(List<String> lines) {
        extensions.forEach((uri, id) -> lines.add("extmap:" + id + ' ' + uri));
        for (Format format : formats) {
            lines.add("rtpmap:" + format.payloadType() + ' ' + format.encoding());
            if (!format.parameters().isEmpty()) {
                lines.add("fmtp:" + format.payloadType() + ' ' + format.parameters());
            }
            format.feedback().forEach(feedback -> lines.add("rtcp-fb:" + format.payloadType() + ' ' + feedback));
        }
        if (direction.sends() && !streamId.isEmpty()) {
            lines.add("msid:" + streamId + ' ' + streamId + '-' + kind);
            retransmissions.forEach((repeat, original) -> lines.add(
                    "ssrc-group:FID " + Integer.toUnsignedString(original) + ' ' + Integer.toUnsignedString(repeat)));
            ssrcs.forEach(ssrc -> lines.add("ssrc:" + Integer.toUnsignedString(ssrc) + " cname:" + streamId));
        }
    }
}
