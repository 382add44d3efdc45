package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.webrtc.dtls.DtlsEndpoint;
import org.sightline.media.webrtc.dtls.DtlsIdentity;
import org.sightline.media.webrtc.dtls.Fingerprint;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtp;
import org.sightline.media.webrtc.sdp.IceCredentials;
import org.sightline.media.webrtc.srtp.SrtpContexts;
import org.sightline.media.webrtc.srtp.SrtpKeys;
import org.sightline.media.webrtc.stun.StunMessage;
import org.sightline.media.webrtc.stun.StunWriter;

/**
 * One participant's transport: ICE-lite (RFC 8445 §2.5), DTLS, SRTP. An ICE restart changes credentials and paths; the
 * DTLS association and the SRTP keys stay.
 *
 * <p>Guarded by the room's lock, except for the handshake, which has its own threads.
 */
final class Connection {
    private static final int MAX_PATHS = 8;

    /** What a connection tells its participant, with the room's lock held except for {@link #broken}. */
    interface Media {

        void connected();

        /** The remote address has changed, or the peer is heard of again after silence. */
        void moved();

        void rtp(Packet packet, long now);

        void rtcp(Packet packet, long now);

        /** The handshake failed. Any thread, no lock held. */
        void broken(MediaException cause);

        /** The peer has closed the association: its page went away, perhaps to come back with another. */
        void closed();
    }

    private final Object lock;
    private final Switchboard switchboard;
    private final Executor handshakes;
    private final DtlsEndpoint dtls;
    private final Media media;
    private final Deque<Path> paths = new ArrayDeque<>();
    private final Packet incoming = new Packet();
    private IceCredentials credentials;
    private IceCredentials previous;
    private boolean nominated;
    private boolean handshaking;
    private boolean pumping;
    private volatile Path selected;
    private volatile Path handshakePath;
    private SrtpContexts opener;
    private volatile SrtpContexts protector;
    private boolean closed;
    private long lastSeen;
    private long rejected;

    Connection(
            Object lock,
            Switchboard switchboard,
            Executor handshakes,
            DtlsIdentity identity,
            Fingerprint expected,
            IceCredentials credentials,
            Media media) {
        this.lock = lock;
        this.switchboard = switchboard;
        this.handshakes = handshakes;
        this.media = media;
        this.credentials = credentials;
        dtls = DtlsEndpoint.server(identity, expected, this::sendHandshake);
        lastSeen = System.nanoTime();
        switchboard.add(credentials.fragment(), this);
    }

    /** The peer restarts ICE: the old credentials answer until the new pair is nominated (RFC 8445 §9). */
    void restart(IceCredentials fresh) {
        if (previous != null) {
            switchboard.remove(previous.fragment(), this);
        }
        previous = credentials;
        credentials = fresh;
        nominated = false;
        switchboard.add(fresh.fragment(), this);
    }

    /** Handles a connectivity check; false if it is not authentic. Any thread. */
    boolean check(StunMessage request, Path path, long now) {
        synchronized (lock) {
            boolean current = request.localFragment().equals(credentials.fragment());
            byte[] password = (current || previous == null ? credentials : previous)
                    .password()
                    .getBytes(StandardCharsets.US_ASCII);
            if (closed || !request.isAuthentic(password)) {
                return false;
            }
            if (request.controlled()) {
                reply(path, StunWriter.roleConflict(request, password));
                return true;
            }
            heard(now);
            adopt(path);
            reply(path, StunWriter.success(request, path.remote(), password));
            boolean follows = request.useCandidate() && (current || !nominated);
            nominated |= current && request.useCandidate();
            if (follows || selected == null) {
                select(path);
            }
            return true;
        }
    }

    private static void reply(Path path, byte[] message) {
        path.send(message, 0, message.length);
    }

    private void adopt(Path path) {
        if (path.owner() == this) {
            return;
        }
        path.adopt(this);
        paths.addLast(path);
        if (paths.size() > MAX_PATHS) {
            Path oldest = paths.removeFirst();
            if (oldest == selected) {
                paths.addLast(oldest);
                oldest = paths.removeFirst();
            }
            oldest.drop();
        }
    }

    private void select(Path path) {
        if (path != selected) {
            boolean move = selected != null && protector != null;
            selected = path;
            if (move) {
                media.moved();
            }
        }
    }

    /** Handles anything but a check. Any I/O thread. */
    void datagram(Path path, byte[] bytes, int length, long now) {
        if (DtlsEndpoint.isDtls(bytes, length)) {
            handshake(path, bytes, length);
            return;
        }
        synchronized (lock) {
            if (closed || opener == null || length < Rtp.HEADER_BYTES || (bytes[0] & 0xc0) != 0x80) {
                rejected++;
                return;
            }
            incoming.wrap(bytes, 0, length);
            if (!Rtp.isRtcp(bytes, length)) {
                media.rtp(incoming, now);
            } else if (opener.openRtcp(incoming)) {
                heard(now);
                media.rtcp(incoming, now);
            } else {
                rejected++;
            }
        }
    }

    /** Authenticates and decrypts an RTP packet in place; false if it is to be dropped. */
    boolean open(Packet packet, long now) {
        if (!opener.open(packet)) {
            rejected++;
            return false;
        }
        heard(now);
        return true;
    }

    private void heard(long now) {
        lastSeen = now;
    }

    private void handshake(Path path, byte[] bytes, int length) {
        synchronized (dtls) {
            if (!dtls.receive(bytes, length)) {
                return;
            }
            handshakePath = path;
            try {
                if (!handshaking) {
                    handshaking = true;
                    handshakes.execute(this::shakeHands);
                } else if (isUp() && !pumping) {
                    pumping = true;
                    handshakes.execute(this::pump);
                }
            } catch (RejectedExecutionException e) {
                handshaking = isUp(); // too many at once: the peer's retransmission tries again
                pumping = false;
            }
        }
    }

    private void shakeHands() {
        try {
            SrtpKeys keys = dtls.handshake();
            synchronized (lock) {
                if (closed) {
                    return;
                }
                opener = keys.fromClient(false);
                protector = keys.fromServer(true);
                media.connected();
            }
        } catch (IOException | RuntimeException e) {
            synchronized (lock) {
                if (closed) {
                    return;
                }
            }
            media.broken(new MediaException(Reason.PEER, "the DTLS handshake failed", e));
        }
    }

    private void pump() {
        synchronized (dtls) {
            pumping = false;
            if (dtls.pump()) {
                return;
            }
        }
        synchronized (lock) {
            if (!closed) {
                media.closed();
            }
        }
    }

    private void sendHandshake(byte[] datagram) {
        Path path = selected == null ? handshakePath : selected;
        if (path != null) {
            path.send(datagram, 0, datagram.length);
        }
    }

    boolean isUp() {
        return protector != null;
    }

    long lastSeen() {
        return lastSeen;
    }

    long rejected() {
        return rejected;
    }

    /** Encrypts an RTP packet in place and sends it. */
    boolean sendRtp(Packet packet) {
        if (protector == null || !protector.protect(packet)) {
            return false;
        }
        selected.send(packet.bytes(), packet.offset(), packet.length());
        return true;
    }

    /** Encrypts a compound RTCP packet in place and sends it. */
    void sendRtcp(Packet packet) {
        if (protector != null && protector.protectRtcp(packet)) {
            selected.send(packet.bytes(), packet.offset(), packet.length());
        }
    }

    /** Says good-bye to the peer and lets go of its paths. */
    void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            switchboard.remove(credentials.fragment(), this);
            if (previous != null) {
                switchboard.remove(previous.fragment(), this);
            }
        }
        dtls.close();
        synchronized (lock) {
            paths.forEach(Path::drop);
            paths.clear();
        }
    }
}
