package org.sightline.media.webrtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.sightline.media.webrtc.srtp.SrtpKeys;
import org.sightline.media.webrtc.srtp.SrtpProfile;

/**
 * One end of a DTLS 1.2 association that carries nothing but the agreement on SRTP keys (RFC 5764).
 *
 * <p>{@link #handshake} blocks its thread; {@link #receive} may be called by any other. After the handshake no thread
 * waits: {@link #pump} handles what has come meanwhile.
 */
public final class DtlsEndpoint {
    private static final int MAX_DATAGRAM = 1500;
    private static final int SEND_LIMIT = 1200;
    private static final int QUEUE = 64;

    private final BlockingQueue<byte[]> incoming = new ArrayBlockingQueue<>(QUEUE);
    private final DtlsIdentity identity;
    private final Fingerprint expected;
    private final Consumer<byte[]> sender;
    private final boolean server;
    private volatile DTLSTransport transport;
    private volatile boolean closed;

    private DtlsEndpoint(DtlsIdentity identity, Fingerprint expected, Consumer<byte[]> sender, boolean server) {
        this.identity = identity;
        this.expected = expected;
        this.sender = sender;
        this.server = server;
    }

    /**
     * The passive end.
     *
     * @param expected the certificate that the peer must present
     * @param sender sends a datagram to the peer
     */
    public static DtlsEndpoint server(DtlsIdentity identity, Fingerprint expected, Consumer<byte[]> sender) {
        return new DtlsEndpoint(identity, expected, sender, true);
    }

    /** The active end; see {@link #server}. */
    public static DtlsEndpoint client(DtlsIdentity identity, Fingerprint expected, Consumer<byte[]> sender) {
        return new DtlsEndpoint(identity, expected, sender, false);
    }

    /** Whether a datagram is of the DTLS range (RFC 7983 §7). */
    public static boolean isDtls(byte[] datagram, int length) {
        return length >= 13 && datagram[0] >= 20 && datagram[0] <= 63;
    }

    /** Queues a datagram from the peer; false if it was dropped because too many wait. */
    public boolean receive(byte[] datagram, int length) {
        return incoming.offer(Arrays.copyOf(datagram, Math.min(length, MAX_DATAGRAM)));
    }

    /**
     * Performs the handshake.
     *
     * @throws IOException if the peer broke the protocol, presented another certificate, has no SRTP profile in common or
     *     did not answer in time
     */
    public SrtpKeys handshake() throws IOException {
        if (server) {
            SrtpServer peer = new SrtpServer(identity, expected);
            transport = new DTLSServerProtocol().accept(peer, new Queue());
            return peer.keys();
        }
        SrtpClient peer = new SrtpClient(identity, expected);
        transport = new DTLSClientProtocol().connect(peer, new Queue());
        return peer.keys();
    }

    /**
     * After the handshake, handles queued datagrams: retransmissions and alerts. Must not be called by two threads at once.
     *
     * @return false when the peer has closed the association
     */
    public boolean pump() {
        byte[] buffer = new byte[MAX_DATAGRAM];
        try {
            while (!closed && !incoming.isEmpty()) {
                transport.receive(buffer, 0, buffer.length, 1);
            }
        } catch (IOException e) {
            closed = true;
        }
        return !closed;
    }

    /** Tells the peer that the association is over. */
    public void close() {
        closed = true;
        incoming.offer(new byte[0]); // wakes a handshake that waits
        DTLSTransport current = transport;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                return; // the peer will notice by silence
            }
        }
    }

    /** The association's record layer reads and writes here. */
    private final class Queue implements DatagramTransport {

        @Override
        public int getReceiveLimit() {
            return MAX_DATAGRAM;
        }

        @Override
        public int getSendLimit() {
            return SEND_LIMIT;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            try {
                byte[] datagram = incoming.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
                if (closed) {
                    throw new InterruptedIOException("association closed");
                }
                if (datagram == null) {
                    return -1;
                }
                int taken = Math.min(length, datagram.length);
                System.arraycopy(datagram, 0, buffer, offset, taken);
                return taken;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("handshake interrupted");
            }
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            sender.accept(Arrays.copyOfRange(buffer, offset, offset + length));
        }

        @Override
        public void close() { // called when the peer has said good-bye, too
            closed = true;
            incoming.clear();
        }
    }

    static int[] profileCodes() {
        return Arrays.stream(SrtpProfile.values()).mapToInt(SrtpProfile::code).toArray();
    }
}
