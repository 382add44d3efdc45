package org.sightline.media.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.LoggerImpl;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtp;

/**
 * Protects or opens the packets of one direction, with a context per SSRC. Not thread-safe.
 *
 * <p>A context must be made before a packet can be authenticated, so their number is capped and one that never opened
 * anything is dropped again.
 *
 * <p>The sender's replay check is off, because a packet that was delayed on its way to us may be relayed late: whoever
 * protects packets must never use a sequence number twice for one SSRC (RFC 3711 §9.1).
 */
public final class SrtpContexts {
    static {
        Aes.setFactoryClassName("SunJCE"); // otherwise the first call benchmarks every provider for seconds
    }

    /** Streams of one direction of one peer. */
    public static final int MAX_STREAMS = 64;

    private static final int MIN_RTCP_BYTES = 8;

    private final Map<Integer, SrtpCryptoContext> rtp = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> rtcp = new HashMap<>();
    private final SrtpContextFactory factory;

    SrtpContexts(SrtpProfile profile, byte[] key, byte[] salt, boolean sending) {
        factory = new SrtpContextFactory(sending, key, salt, policy(profile), policy(profile), new LoggerImpl("srtp"));
    }

    private static SrtpPolicy policy(SrtpProfile profile) {
        SrtpPolicy policy = profile.policy();
        policy.setSendReplayEnabled(false);
        return policy;
    }

    /** Encrypts an RTP packet in place; false if there are too many streams. */
    public boolean protect(Packet packet) {
        try {
            SrtpCryptoContext context = rtpContext(Rtp.ssrc(packet));
            return context != null && context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Authenticates and decrypts an RTP packet in place; false if it is to be dropped. */
    public boolean open(Packet packet) {
        if (packet.length() < Rtp.HEADER_BYTES) {
            return false;
        }
        int ssrc = Rtp.ssrc(packet);
        boolean known = rtp.containsKey(ssrc);
        boolean opened = false;
        try {
            SrtpCryptoContext context = rtpContext(ssrc);
            opened = context != null && context.reverseTransformPacket(packet, false) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            opened = false;
        }
        if (!opened && !known) {
            rtp.remove(ssrc);
        }
        return opened && Rtp.isValid(packet);
    }

    /** Encrypts a compound RTCP packet in place; false if there are too many streams. */
    public boolean protectRtcp(Packet packet) {
        try {
            SrtcpCryptoContext context = rtcpContext(packet.i32(4));
            return context != null && context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Authenticates and decrypts a compound RTCP packet in place; false if it is to be dropped. */
    public boolean openRtcp(Packet packet) {
        if (packet.length() < MIN_RTCP_BYTES) {
            return false;
        }
        int ssrc = packet.i32(4);
        boolean known = rtcp.containsKey(ssrc);
        boolean opened = false;
        try {
            SrtcpCryptoContext context = rtcpContext(ssrc);
            opened = context != null && context.reverseTransformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            opened = false;
        }
        if (!opened && !known) {
            rtcp.remove(ssrc);
        }
        return opened;
    }

    private SrtpCryptoContext rtpContext(int ssrc) throws GeneralSecurityException {
        SrtpCryptoContext context = rtp.get(ssrc);
        if (context == null && rtp.size() < MAX_STREAMS) {
            context = factory.deriveContext(ssrc, 0);
            rtp.put(ssrc, context);
        }
        return context;
    }

    private SrtcpCryptoContext rtcpContext(int ssrc) throws GeneralSecurityException {
        SrtcpCryptoContext context = rtcp.get(ssrc);
        if (context == null && rtcp.size() < MAX_STREAMS) {
            context = factory.deriveControlContext(ssrc);
            rtcp.put(ssrc, context);
        }
        return context;
    }
}
