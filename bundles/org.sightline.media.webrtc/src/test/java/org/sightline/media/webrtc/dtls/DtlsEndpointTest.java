package org.sightline.media.webrtc.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sightline.media.webrtc.srtp.SrtpKeys;
import org.sightline.media.webrtc.srtp.SrtpProfile;

class DtlsEndpointTest {
    private final DtlsIdentity serverIdentity = DtlsIdentity.generate();
    private final DtlsIdentity clientIdentity = DtlsIdentity.generate();
    private DtlsEndpoint server;
    private DtlsEndpoint client;

    private void connect(Fingerprint expectedOfClient, Fingerprint expectedOfServer) {
        server = DtlsEndpoint.server(serverIdentity, expectedOfClient, bytes -> client.receive(bytes, bytes.length));
        client = DtlsEndpoint.client(clientIdentity, expectedOfServer, bytes -> server.receive(bytes, bytes.length));
    }

    private static CompletableFuture<SrtpKeys> handshake(DtlsEndpoint endpoint) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return endpoint.handshake();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static IOException failure(CompletableFuture<SrtpKeys> handshake) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> handshake.get(20, TimeUnit.SECONDS));
        return assertInstanceOf(IOException.class, failed.getCause());
    }

    @Test
    void bothEndsAgreeOnTheKeysOfTheBestProfile() throws Exception {
        connect(clientIdentity.fingerprint(), serverIdentity.fingerprint());
        CompletableFuture<SrtpKeys> accepted = handshake(server);

        SrtpKeys keys = client.handshake();

        assertEquals(SrtpProfile.values()[0], keys.profile());
        assertArrayEquals(keys.material(), accepted.get(20, TimeUnit.SECONDS).material());
        assertTrue(server.pump());
        client.close();
        assertFalse(server.pump(), "the peer's good-bye is noticed");
    }

    @Test
    void aServerRefusesAForeignCertificate() {
        connect(serverIdentity.fingerprint(), serverIdentity.fingerprint());
        CompletableFuture<SrtpKeys> accepted = handshake(server);
        CompletableFuture<SrtpKeys> connected = handshake(client);

        failure(accepted);
        failure(connected);
    }

    @Test
    void aClientRefusesAForeignCertificate() {
        connect(clientIdentity.fingerprint(), clientIdentity.fingerprint());
        CompletableFuture<SrtpKeys> accepted = handshake(server);
        CompletableFuture<SrtpKeys> connected = handshake(client);

        failure(connected);
        failure(accepted);
    }

    @Test
    void closingEndsAHandshakeThatWaits() {
        connect(clientIdentity.fingerprint(), serverIdentity.fingerprint());
        CompletableFuture<SrtpKeys> accepted = handshake(server);

        server.close();

        failure(accepted);
    }

    @Test
    void hostileRecordsBeforeAndAmongTheHandshakeDoNotBreakIt() throws Exception {
        Random random = new Random(1);
        DtlsEndpoint[] ends = new DtlsEndpoint[2];
        ends[0] = DtlsEndpoint.server(
                serverIdentity, clientIdentity.fingerprint(), bytes -> ends[1].receive(bytes, bytes.length));
        ends[1] = DtlsEndpoint.client(clientIdentity, serverIdentity.fingerprint(), bytes -> {
            byte[] hostile = new byte[13 + random.nextInt(100)];
            random.nextBytes(hostile);
            hostile[0] = (byte) (20 + random.nextInt(44));
            ends[0].receive(hostile, hostile.length);
            ends[0].receive(bytes, bytes.length);
        });
        CompletableFuture<SrtpKeys> accepted = handshake(ends[0]);

        SrtpKeys keys = ends[1].handshake();

        assertArrayEquals(keys.material(), accepted.get(20, TimeUnit.SECONDS).material());
        for (int i = 0; i < 500; i++) {
            byte[] hostile = new byte[13 + random.nextInt(100)];
            random.nextBytes(hostile);
            hostile[0] = (byte) (20 + random.nextInt(44));
            ends[0].receive(hostile, hostile.length);
            assertTrue(ends[0].pump(), "hostile records ended the association");
        }
    }

    @Test
    void keysNeverShowTheirMaterial() {
        assertEquals(
                "SrtpKeys[AES128_CM_HMAC_SHA1_80]",
                new SrtpKeys(SrtpProfile.AES128_CM_HMAC_SHA1_80, new byte[60]).toString());
    }
}
