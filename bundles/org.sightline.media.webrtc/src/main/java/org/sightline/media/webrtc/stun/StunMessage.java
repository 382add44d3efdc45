package org.sightline.media.webrtc.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sightline.media.webrtc.rtp.Bytes;

/** A received STUN message (RFC 8489 §5). */
public final class StunMessage {
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int HEADER_BYTES = 20;
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802a;
    static final int FINGERPRINT_XOR = 0x5354554e;
    static final int MAC_BYTES = 20;
    private static final int MAX_USERNAME_BYTES = 513;

    /** The message types that ICE uses. */
    public enum Type {
        BINDING_REQUEST(0x0001),
        BINDING_INDICATION(0x0011),
        BINDING_SUCCESS(0x0101),
        BINDING_ERROR(0x0111);

        final int code;

        Type(int code) {
            this.code = code;
        }
    }

    private final byte[] bytes;
    private final Type type;
    private String username = "";
    private boolean useCandidate;
    private boolean controlled;
    private int errorCode;
    private int mappedAt = -1;
    private int integrityAt = -1;

    private StunMessage(byte[] bytes, Type type) {
        this.bytes = bytes;
        this.type = type;
    }

    /** Whether a datagram is of the STUN range (RFC 7983 §7). */
    public static boolean isStun(byte[] datagram, int length) {
        return length >= HEADER_BYTES && datagram[0] >= 0 && datagram[0] < 4;
    }

    /** Reads a datagram; empty if it is not a well-formed STUN message of one of the types or its fingerprint is wrong. */
    public static Optional<StunMessage> parse(byte[] datagram, int length) {
        if (!isStun(datagram, length)
                || (length & 3) != 0
                || Bytes.u16(datagram, 2) != length - HEADER_BYTES
                || Bytes.i32(datagram, 4) != MAGIC_COOKIE) {
            return Optional.empty();
        }
        for (Type type : Type.values()) {
            if (type.code == Bytes.u16(datagram, 0)) {
                StunMessage message = new StunMessage(Arrays.copyOf(datagram, length), type);
                return message.readAttributes() ? Optional.of(message) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean readAttributes() {
        int at = HEADER_BYTES;
        while (at + 4 <= bytes.length) {
            int attribute = Bytes.u16(bytes, at);
            int length = Bytes.u16(bytes, at + 2);
            int value = at + 4;
            if (value + length > bytes.length) {
                return false;
            }
            if (attribute == FINGERPRINT) {
                return length == 4 && value + 4 == bytes.length && Bytes.i32(bytes, value) == fingerprint(bytes, at);
            }
            if (integrityAt < 0 && !readAttribute(attribute, at, value, length)) {
                return false;
            }
            at = value + (length + 3 & ~3);
        }
        return at == bytes.length;
    }

    private boolean readAttribute(int attribute, int at, int value, int length) {
        switch (attribute) {
            case USERNAME -> {
                if (length > MAX_USERNAME_BYTES) {
                    return false;
                }
                username = new String(bytes, value, length, StandardCharsets.UTF_8);
            }
            case MESSAGE_INTEGRITY -> {
                if (length != MAC_BYTES) {
                    return false;
                }
                integrityAt = at;
            }
            case XOR_MAPPED_ADDRESS -> mappedAt = length == 8 || length == 20 ? value : -1;
            case ERROR_CODE -> errorCode = length >= 4 ? (bytes[value + 2] & 7) * 100 + (bytes[value + 3] & 0xff) : 0;
            case USE_CANDIDATE -> useCandidate = true;
            case ICE_CONTROLLED -> controlled = true;
            default -> {}
        }
        return true;
    }

    public Type type() {
        return type;
    }

    /** The part of the user name that addresses the receiver: its own fragment (RFC 8445 §7.2.2). */
    public String localFragment() {
        int colon = username.indexOf(':');
        return colon < 0 ? username : username.substring(0, colon);
    }

    public boolean useCandidate() {
        return useCandidate;
    }

    /** Whether the sender believes to be controlled (RFC 8445 §7.3.1.1). */
    public boolean controlled() {
        return controlled;
    }

    /** The code of an error response, or 0. */
    public int errorCode() {
        return errorCode;
    }

    public byte[] transaction() {
        return Arrays.copyOfRange(bytes, 8, HEADER_BYTES);
    }

    /** The address that the answering side saw (RFC 8489 §14.2). */
    public Optional<InetSocketAddress> mappedAddress() {
        if (mappedAt < 0) {
            return Optional.empty();
        }
        int size = bytes[mappedAt + 1] == 1 ? 4 : 16;
        byte[] address = new byte[size];
        for (int i = 0; i < size && mappedAt + 4 + i < bytes.length; i++) {
            address[i] = (byte) (bytes[mappedAt + 4 + i] ^ bytes[4 + i]);
        }
        try {
            return Optional.of(new InetSocketAddress(
                    InetAddress.getByAddress(address), Bytes.u16(bytes, mappedAt + 2) ^ MAGIC_COOKIE >>> 16));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether the message carries a MESSAGE-INTEGRITY made with this password (RFC 8489 §14.5). */
    public boolean isAuthentic(byte[] password) {
        if (integrityAt < 0) {
            return false;
        }
        byte[] covered = Arrays.copyOf(bytes, integrityAt);
        Bytes.put16(covered, 2, integrityAt + 4 + MAC_BYTES - HEADER_BYTES);
        byte[] carried = Arrays.copyOfRange(bytes, integrityAt + 4, integrityAt + 4 + MAC_BYTES);
        return MessageDigest.isEqual(integrity(covered, integrityAt, password), carried);
    }

    static byte[] integrity(byte[] message, int length, byte[] password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password, "HmacSHA1"));
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA1 is missing from this Java runtime", e);
        }
    }

    static int fingerprint(byte[] message, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
