package org.sightline.media.webrtc.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sightline.media.webrtc.rtp.Bytes;

/** Composes the STUN messages of an ICE agent, each with MESSAGE-INTEGRITY and FINGERPRINT (RFC 8445 §7). */
public final class StunWriter {
    private final byte[] bytes = new byte[1024];
    private int length = StunMessage.HEADER_BYTES;

    private StunWriter(StunMessage.Type type, byte[] transaction) {
        Bytes.put16(bytes, 0, type.code);
        Bytes.put32(bytes, 4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transaction, 0, bytes, 8, 12);
    }

    /**
     * A check by the controlling agent (RFC 8445 §7.2.2).
     *
     * @param transaction 12 random bytes
     * @param remoteFragment the checked agent's user fragment
     * @param password the checked agent's password
     */
    public static byte[] check(
            byte[] transaction,
            String remoteFragment,
            String localFragment,
            byte[] password,
            int priority,
            long tieBreaker,
            boolean useCandidate) {
        StunWriter writer = new StunWriter(StunMessage.Type.BINDING_REQUEST, transaction);
        writer.attribute(StunMessage.USERNAME, (remoteFragment + ':' + localFragment).getBytes(StandardCharsets.UTF_8));
        byte[] number = new byte[8];
        Bytes.put32(number, 0, priority);
        writer.attribute(StunMessage.PRIORITY, Arrays.copyOf(number, 4));
        Bytes.put64(number, 0, tieBreaker);
        writer.attribute(StunMessage.ICE_CONTROLLING, number);
        if (useCandidate) {
            writer.attribute(StunMessage.USE_CANDIDATE, new byte[0]);
        }
        return writer.finish(password);
    }

    /** The success response to a check that came from this address (RFC 8445 §7.3). */
    public static byte[] success(StunMessage request, InetSocketAddress from, byte[] password) {
        StunWriter writer = new StunWriter(StunMessage.Type.BINDING_SUCCESS, request.transaction());
        byte[] address = from.getAddress().getAddress();
        byte[] value = new byte[4 + address.length];
        value[1] = (byte) (address.length == 4 ? 1 : 2);
        Bytes.put16(value, 2, from.getPort() ^ StunMessage.MAGIC_COOKIE >>> 16);
        for (int i = 0; i < address.length; i++) {
            value[4 + i] = (byte) (address[i] ^ writer.bytes[4 + i]);
        }
        writer.attribute(StunMessage.XOR_MAPPED_ADDRESS, value);
        return writer.finish(password);
    }

    /** The answer to an agent that believes to be controlled too: 487, switch the role (RFC 8445 §7.3.1.1). */
    public static byte[] roleConflict(StunMessage request, byte[] password) {
        StunWriter writer = new StunWriter(StunMessage.Type.BINDING_ERROR, request.transaction());
        writer.attribute(StunMessage.ERROR_CODE, new byte[] {0, 0, 4, 87});
        return writer.finish(password);
    }

    private void attribute(int type, byte[] value) {
        Bytes.put16(bytes, length, type);
        Bytes.put16(bytes, length + 2, value.length);
        System.arraycopy(value, 0, bytes, length + 4, value.length);
        length += 4 + (value.length + 3 & ~3);
    }

    private byte[] finish(byte[] password) {
        Bytes.put16(bytes, 2, length + 4 + StunMessage.MAC_BYTES - StunMessage.HEADER_BYTES);
        attribute(StunMessage.MESSAGE_INTEGRITY, StunMessage.integrity(bytes, length, password));
        Bytes.put16(bytes, 2, length + 8 - StunMessage.HEADER_BYTES);
        byte[] fingerprint = new byte[4];
        Bytes.put32(fingerprint, 0, StunMessage.fingerprint(bytes, length));
        attribute(StunMessage.FINGERPRINT, fingerprint);
        return Arrays.copyOf(bytes, length);
    }
}
