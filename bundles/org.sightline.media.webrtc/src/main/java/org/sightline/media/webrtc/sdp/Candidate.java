package org.sightline.media.webrtc.sdp;

/**
 * An ICE candidate (RFC 8839 §5.1).
 *
 * @param transport {@code udp} or {@code tcp}
 * @param address an IP address, or a name when the other side hides its own
 * @param tcpType {@code active}, {@code passive}, {@code so}, or empty (RFC 6544 §4.5)
 */
public record Candidate(
        String foundation,
        int component,
        String transport,
        long priority,
        String address,
        int port,
        String type,
        String tcpType) {
    private static final int MAX_LENGTH = 1024;
    private static final long HOST_PREFERENCE = 126;

    /** The preferred kind: a datagram host candidate; {@code rank} 0 is the best of several addresses. */
    public static Candidate udpHost(String address, int port, int rank) {
        return new Candidate("u" + rank, 1, "udp", priority(HOST_PREFERENCE, 65535 - rank), address, port, "host", "");
    }

    /** A host candidate that waits for connections (RFC 6544 §4.2), ranked behind every datagram candidate. */
    public static Candidate tcpPassiveHost(String address, int port, int rank) {
        return new Candidate(
                "t" + rank, 1, "tcp", priority(HOST_PREFERENCE - 30, 32767 - rank), address, port, "host", "passive");
    }

    private static long priority(long typePreference, long localPreference) {
        return typePreference << 24 | localPreference << 8 | 255; // RFC 8445 §5.1.2.1, component 1
    }

    /** Reads the value after {@code candidate:}; the prefix itself and {@code a=} may be there. */
    public static Candidate parse(String value) throws SdpException {
        if (value.length() > MAX_LENGTH) {
            throw new SdpException("candidate is too long");
        }
        String text = value.strip();
        text = text.startsWith("a=") ? text.substring(2) : text;
        text = text.startsWith("candidate:") ? text.substring(10) : text;
        String[] fields = text.split(" +");
        if (fields.length < 8 || !fields[6].equals("typ")) {
            throw new SdpException("candidate is malformed");
        }
        String tcpType = "";
        for (int i = 8; i + 1 < fields.length; i += 2) {
            tcpType = fields[i].equals("tcptype") ? fields[i + 1] : tcpType;
        }
        try {
            Candidate candidate = new Candidate(
                    fields[0],
                    Integer.parseInt(fields[1]),
                    fields[2].toLowerCase(java.util.Locale.ROOT),
                    Long.parseLong(fields[3]),
                    fields[4],
                    Integer.parseInt(fields[5]),
                    fields[7],
                    tcpType);
            if (candidate.component < 1
                    || candidate.component > 256
                    || candidate.priority < 0
                    || candidate.priority > 0xffffffffL
                    || candidate.port < 0
                    || candidate.port > 65535
                    || !candidate.address.matches("[0-9A-Za-z.:%_-]{1,255}")) {
                throw new SdpException("candidate is out of range");
            }
            return candidate;
        } catch (NumberFormatException e) {
            throw new SdpException("candidate has a malformed number");
        }
    }

    /** The value after {@code candidate:}. */
    @Override
    public String toString() {
        return foundation + ' ' + component + ' ' + transport + ' ' + priority + ' ' + address + ' ' + port + " typ "
                + type + (tcpType.isEmpty() ? "" : " tcptype " + tcpType);
    }
}
