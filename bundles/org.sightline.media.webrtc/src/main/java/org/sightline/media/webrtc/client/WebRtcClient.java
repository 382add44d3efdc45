package org.sightline.media.webrtc.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sightline.media.webrtc.dtls.DtlsEndpoint;
import org.sightline.media.webrtc.dtls.DtlsIdentity;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.sdp.Candidate;
import org.sightline.media.webrtc.sdp.IceCredentials;
import org.sightline.media.webrtc.sdp.MediaSection;
import org.sightline.media.webrtc.sdp.SdpException;
import org.sightline.media.webrtc.sdp.SessionDescription;
import org.sightline.media.webrtc.srtp.SrtpKeys;
import org.sightline.media.webrtc.stun.StunMessage;
import org.sightline.media.webrtc.stun.StunWriter;

/**
 * A WebRTC participant without a browser: offers, connects by ICE and DTLS, sends what it is given and hands on what it
 * receives. Its mids are numbers: {@code 0} audio, {@code 1} video, and so on in turn.
 *
 * <p>{@code connect}, {@code restart} and {@code offerMore} block and must not overlap. The {@code send} methods may be
 * called by any thread once {@code connect} has returned.
 */
public final class WebRtcClient implements Closeable {
    private static final long PATIENCE_SECONDS = 10;
    private static final int MAX_PAYLOAD = 1100;

    private final SecureRandom random = new SecureRandom();
    private final DtlsIdentity identity = DtlsIdentity.generate();
    private final ClientOptions options;
    private final ClientListener listener;
    private final OfferedSession session;
    private final ClientMedia media;
    private final Object nomination = new Object();
    private final Thread thread = new Thread(this::run, "webrtc-client");
    private volatile Socket socket;
    private volatile IceChecks checks;
    private volatile IceCredentials credentials;
    private volatile DtlsEndpoint dtls;
    private volatile boolean closed;
    private volatile long started;
    private volatile int connectMillis = -1;

    public WebRtcClient(ClientOptions options, ClientListener listener) {
        this.options = options;
        this.listener = listener;
        session = new OfferedSession(options, identity.fingerprint(), random);
        media = new ClientMedia(session, listener, this::send);
        thread.setDaemon(true);
    }

    /**
     * Offers, and returns when media can flow.
     *
     * @throws IOException if the answer cannot be used or the other side cannot be reached within ten seconds a step
     */
    public void connect(Exchange exchange) throws IOException {
        started = System.nanoTime();
        media.start(started);
        MediaSection transport = negotiate(exchange, IceCredentials.random(random));
        InetSocketAddress first = new InetSocketAddress(
                candidates(transport).get(0).address(),
                candidates(transport).get(0).port());
        socket = options.tcp() ? Socket.tcp(first) : Socket.udp();
        dtls = DtlsEndpoint.client(
                identity,
                transport.fingerprint().orElseThrow(() -> new IOException("the answer has no fingerprint")),
                datagram -> send(datagram, 0, datagram.length));
        check(transport);
        thread.start();
        awaitNomination();
        SrtpKeys keys = dtls.handshake();
        media.secure(keys.fromServer(false), keys.fromClient(true));
        connectMillis = (int) ((System.nanoTime() - started) / 1_000_000);
    }

    /**
     * Restarts ICE (RFC 8445 §9): the media go on, with the same keys and streams.
     *
     * @param elsewhere from another address, as after a change of network
     */
    public void restart(Exchange exchange, boolean elsewhere) throws IOException {
        MediaSection transport = negotiate(exchange, IceCredentials.random(random));
        if (elsewhere) {
            Socket former = socket;
            socket = options.tcp() ? Socket.tcp(checks.remote()) : Socket.udp();
            former.close();
        }
        check(transport);
        awaitNomination();
    }

    /** Offers again, with more sections to receive on. */
    public void offerMore(int audioSections, int videoSections, Exchange exchange) throws IOException {
        session.add(audioSections, videoSections);
        negotiate(exchange, credentials);
    }

    private MediaSection negotiate(Exchange exchange, IceCredentials local) throws IOException {
        credentials = local;
        String text = exchange.answer(session.offer(local).toString());
        try {
            SessionDescription answer = SessionDescription.parse(text);
            media.negotiated(answer);
            return answer.media().stream()
                    .filter(section -> !section.isRejected() && section.ice().isPresent())
                    .findFirst()
                    .orElseThrow(() -> new IOException("the answer rejects everything"));
        } catch (SdpException e) {
            throw new IOException("the answer cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Candidate> candidates(MediaSection transport) throws IOException {
        List<Candidate> usable = transport.candidates().stream()
                .filter(candidate -> candidate.component() == 1)
                .filter(candidate -> options.tcp()
                        ? candidate.tcpType().equals("passive")
                        : candidate.transport().equals("udp"))
                .filter(candidate -> candidate.address().matches("[0-9.]+|[0-9a-fA-F:]+"))
                .toList();
        if (usable.isEmpty()) {
            throw new IOException("the answer has no candidate for " + (options.tcp() ? "TCP" : "UDP"));
        }
        return usable;
    }

    private void check(MediaSection transport) throws IOException {
        List<Candidate> usable = candidates(transport);
        checks = new IceChecks(
                random, credentials, transport.ice().orElseThrow(), options.tcp() ? usable.subList(0, 1) : usable);
    }

    private void awaitNomination() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (nomination) {
            while (!checks.isNominated()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || closed) {
                    throw new IOException("no candidate of the other side answered");
                }
                try {
                    nomination.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while connecting");
                }
            }
        }
    }

    /**
     * Sends a VP8 frame, cut into packets (RFC 7741 §4.4).
     *
     * @param timestamp of 90 kHz
     */
    public void sendFrame(byte[] frame, int timestamp) {
        byte[] payload = new byte[1 + MAX_PAYLOAD];
        for (int from = 0; from < frame.length; from += MAX_PAYLOAD) {
            int length = Math.min(MAX_PAYLOAD, frame.length - from);
            payload[0] = (byte) (from == 0 ? 0x10 : 0);
            System.arraycopy(frame, from, payload, 1, length);
            media.send(session.video(), payload, 1 + length, timestamp, from + length == frame.length);
        }
    }

    /** Sends one packet of video as it is, whatever the codec. */
    public void sendVideo(byte[] payload, int timestamp, boolean lastOfFrame) {
        media.send(session.video(), payload, payload.length, timestamp, lastOfFrame);
    }

    /**
     * Sends an Opus packet.
     *
     * @param timestamp of 48 kHz
     */
    public void sendAudio(byte[] packet, int timestamp) {
        media.send(session.audio(), packet, packet.length, timestamp, false);
    }

    /** Sends a datagram as it is, unprotected, so that a test can see what becomes of it. */
    public void sendRaw(byte[] datagram) {
        send(datagram, 0, datagram.length);
    }

    public ClientStats stats() {
        IceChecks current = checks;
        return media.stats(connectMillis, current == null ? -1 : current.roundTripMillis());
    }

    /** The name of the video codec that the other side chose, or empty. */
    public String videoCodec() {
        return media.videoCodec();
    }

    private void run() {
        byte[] buffer = new Packet().bytes();
        while (!closed) {
            Socket current = socket;
            try {
                int length = current.receive(buffer);
                long now = System.nanoTime();
                if (length > 0) {
                    datagram(buffer, length, now);
                }
                checks.tick(now, (to, message) -> send(to, message, 0, message.length));
                media.tick(now);
            } catch (IOException e) {
                if (current == socket && !closed) {
                    closed = true;
                    listener.closed();
                }
            }
        }
    }

    private void datagram(byte[] buffer, int length, long now) {
        if (StunMessage.isStun(buffer, length)) {
            StunMessage.parse(buffer, length).ifPresent(message -> stun(message, now));
        } else if (DtlsEndpoint.isDtls(buffer, length)) {
            dtls.receive(buffer, length);
            if (media.isSecure() && !dtls.pump() && !closed) {
                closed = true;
                listener.closed();
            }
        } else {
            media.receive(buffer, length, now);
        }
    }

    private void stun(StunMessage message, long now) {
        if (message.type() == StunMessage.Type.BINDING_REQUEST && checks.remote() != null) {
            byte[] password = credentials.password().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            if (message.isAuthentic(password)) {
                byte[] success = StunWriter.success(message, checks.remote(), password);
                send(success, 0, success.length);
            }
        } else if (checks.response(message, now) && checks.isNominated()) {
            synchronized (nomination) {
                nomination.notifyAll();
            }
        }
    }

    private void send(byte[] bytes, int offset, int length) {
        InetSocketAddress to = checks.remote();
        if (to != null) {
            send(to, bytes, offset, length);
        }
    }

    private void send(InetSocketAddress to, byte[] bytes, int offset, int length) {
        try {
            socket.send(to, bytes, offset, length);
        } catch (IOException e) {
            return; // as if the network had lost it
        }
    }

    /** Says good-bye and ends. */
    @Override
    public void close() {
        DtlsEndpoint association = dtls;
        if (!closed && association != null && media.isSecure()) {
            association.close();
        }
        vanish();
    }

    /** Ends without a word, as a phone that loses power. */
    public void vanish() {
        closed = true;
        try {
            if (socket != null) {
                socket.close();
            }
            if (thread != Thread.currentThread()) {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (IOException e) {
            return; // it is closed either way
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
