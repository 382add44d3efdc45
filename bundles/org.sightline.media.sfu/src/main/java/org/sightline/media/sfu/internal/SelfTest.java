package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.sightline.media.webrtc.dtls.DtlsEndpoint;
import org.sightline.media.webrtc.dtls.DtlsIdentity;
import org.sightline.media.webrtc.rtp.Bytes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.srtp.SrtpContexts;
import org.sightline.media.webrtc.srtp.SrtpKeys;
import org.sightline.media.webrtc.srtp.SrtpProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs a DTLS handshake and protects packets against itself, once and in the background: it proves that this Java
 * runtime has what the engine needs, and spares the first caller the loading and compiling of it.
 */
final class SelfTest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
    private static final int PACKETS = 1_500;
    private static final int PACKET_BYTES = 1_150;

    private final ExecutorService threads = Executors.newFixedThreadPool(2, Threads.named("selftest"));
    private volatile boolean failed;
    private volatile String message = "self-test runs";

    void start() {
        threads.execute(this::run);
    }

    private void run() {
        long start = System.nanoTime();
        try {
            SrtpKeys keys = shakeHands();
            protect(keys);
            for (SrtpProfile profile : SrtpProfile.values()) {
                protect(new SrtpKeys(profile, new byte[2 * (profile.keyBytes() + profile.saltBytes())]));
            }
            message = "self-test passed in " + (System.nanoTime() - start) / 1_000_000 + " ms";
        } catch (IOException | RuntimeException e) {
            if (!threads.isShutdown()) {
                failed = true;
                message = "self-test failed";
                LOG.error("the media engine's self-test failed: calls will not work", e);
            }
        } finally {
            threads.shutdown();
        }
    }

    private SrtpKeys shakeHands() throws IOException {
        DtlsIdentity identity = DtlsIdentity.generate();
        AtomicReference<DtlsEndpoint> client = new AtomicReference<>();
        DtlsEndpoint server = DtlsEndpoint.server(
                identity, identity.fingerprint(), datagram -> client.get().receive(datagram, datagram.length));
        client.set(DtlsEndpoint.client(
                identity, identity.fingerprint(), datagram -> server.receive(datagram, datagram.length)));
        CompletableFuture<SrtpKeys> accepted = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return server.handshake();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
        SrtpKeys keys = client.get().handshake();
        accepted.join();
        return keys;
    }

    private void protect(SrtpKeys keys) {
        SrtpContexts sender = keys.fromClient(true);
        SrtpContexts receiver = keys.fromClient(false);
        Packet packet = new Packet();
        for (int i = 0; i < PACKETS && !threads.isShutdown(); i++) {
            byte[] bytes = packet.bytes();
            Bytes.put32(bytes, 0, 0x80600000 | i);
            Bytes.put32(bytes, 8, 1);
            packet.wrap(bytes, 0, PACKET_BYTES);
            if (!sender.protect(packet) || !receiver.open(packet)) {
                throw new IllegalStateException("SRTP does not open what it protected");
            }
        }
    }

    /** False only if the test has failed. */
    boolean passed() {
        return !failed;
    }

    String message() {
        return message;
    }

    @Override
    public void close() {
        Threads.abort(threads);
    }
}
