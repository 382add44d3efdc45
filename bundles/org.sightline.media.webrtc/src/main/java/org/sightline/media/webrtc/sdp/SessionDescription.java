package org.sightline.media.webrtc.sdp;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An offer or answer.
 *
 * @param id the session's number in {@code o=}, kept through renegotiation (RFC 8866 §5.2)
 * @param version raised with each description of the session
 * @param iceLite whether the writer only answers checks (RFC 8445 §2.5)
 */
public record SessionDescription(String id, long version, boolean iceLite, List<MediaSection> media) {

    /** The longest description that {@link #parse} reads. */
    public static final int MAX_LENGTH = 64 * 1024;

    public SessionDescription {
        media = List.copyOf(media);
    }

    public static SessionDescription parse(String text) throws SdpException {
        return new SdpParser().parse(text);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(2048);
        out.append("v=0\r\no=- ").append(id).append(' ').append(version);
        out.append(" IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n").append(iceLite ? "a=ice-lite\r\n" : "");
        out.append(media.stream()
                .filter(section -> !section.isRejected())
                .map(MediaSection::mid)
                .collect(Collectors.joining(" ", "a=group:BUNDLE ", "\r\n")));
        out.append("a=msid-semantic: WMS *\r\n");
        media.forEach(section -> section.write(out));
        return out.toString();
    }
}
