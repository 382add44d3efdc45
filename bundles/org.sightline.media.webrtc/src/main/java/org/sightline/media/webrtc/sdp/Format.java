package org.sightline.media.webrtc.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A payload type of a media section (RFC 8866 §6.6, §6.15, RFC 4585 §4.2).
 *
 * @param encoding as in {@code a=rtpmap}, for example {@code VP8/90000}; empty if the section does not say
 * @param parameters as in {@code a=fmtp}, or empty
 * @param feedback as in {@code a=rtcp-fb}
 */
public record Format(int payloadType, String encoding, String parameters, List<String> feedback) {

    public Format {
        feedback = List.copyOf(feedback);
    }

    /** Whether the encoding has this name. */
    public boolean is(String codec) {
        return encoding.toLowerCase(Locale.ROOT).startsWith(codec.toLowerCase(Locale.ROOT) + '/');
    }

    /** A parameter's value. */
    public Optional<String> parameter(String name) {
        for (String parameter : parameters.split(";")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return Optional.of(parameter.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** This format with another parameter. */
    public Format with(String name, Object value) {
        String more = name + '=' + value;
        return new Format(payloadType, encoding, parameters.isEmpty() ? more : parameters + ';' + more, feedback);
    }

    public Format withFeedback(List<String> other) {
        return new Format(payloadType, encoding, parameters, other);
    }
}
