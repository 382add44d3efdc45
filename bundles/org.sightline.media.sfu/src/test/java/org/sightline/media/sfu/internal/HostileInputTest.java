package org.sightline.media.sfu.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.media.Room;
import org.sightline.media.webrtc.client.ClientOptions;
import org.sightline.media.webrtc.sdp.Candidate;
import org.sightline.media.webrtc.sdp.SessionDescription;

/** Strangers throw at the open port what they like; a call goes on beside it. */
class HostileInputTest {
    private final Random random = new Random(42);
    private SfuMediaEngine engine;
    private Caller technician;
    private Caller customer;

    @BeforeEach
    void call() throws Exception {
        engine = new SfuMediaEngine(new TestConfig());
        Room room = engine.open("room", cause -> {}).toCompletableFuture().get();
        technician = Caller.talking(room, "technician", ClientOptions.DEFAULT);
        customer = Caller.talking(room, "customer", ClientOptions.DEFAULT);
    }

    @AfterEach
    void stop() {
        technician.close();
        customer.close();
        engine.stop();
    }

    private InetSocketAddress port(String transport) throws Exception {
        Candidate candidate = SessionDescription.parse(technician.lastAnswer).media().get(0).candidates().stream()
                .filter(any -> any.transport().equals(transport))
                .findFirst()
                .orElseThrow();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate.port());
    }

    private byte[] hostile() {
        byte[] bytes = new byte[1 + random.nextInt(1500)];
        random.nextBytes(bytes);
        bytes[0] = (byte) new int[] {0, 1, 20, 22, 63, 128, 144, 191, 255}[random.nextInt(9)];
        return bytes;
    }

    private void theCallGoesOn() {
        int frames = technician.frames("1");
        await().atMost(10, SECONDS).until(() -> technician.frames("1") > frames + 10);
        assertTrue(engine.health().ready());
    }

    @Test
    void datagramsFromStrangersAreCountedAndDropped() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 3000; i++) {
                byte[] bytes = hostile();
                socket.send(new DatagramPacket(bytes, bytes.length, port("udp")));
            }
        }
        await().atMost(10, SECONDS)
                .until(() -> engine.health().message().matches(".*, [1-9][0-9]{2,} datagrams rejected.*"));
        theCallGoesOn();
    }

    @Test
    void connectionsFromStrangersCarryNothingAndAreClosedOnBadFraming() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(port("tcp"));
            socket.setSoTimeout(10_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int i = 0; i < 200; i++) {
                byte[] bytes = hostile();
                out.writeShort(bytes.length);
                out.write(bytes);
            }
            out.writeShort(0xffff);
            out.flush();
            assertEquals(-1, socket.getInputStream().read(), "the connection should have been closed");
        }
        theCallGoesOn();
    }

    @Test
    void whatAParticipantsOwnAddressSendsIsCheckedToo() throws Exception {
        long before = customer.participant.stats().packetsRejected();
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = hostile();
            bytes[0] = (byte) (0x80 | random.nextInt(64));
            customer.client.sendRaw(bytes);
        }
        await().atMost(10, SECONDS).until(() -> customer.participant.stats().packetsRejected() > before + 100);
        theCallGoesOn();
    }
}
