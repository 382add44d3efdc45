package org.sightline.media.sfu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static TestConfig config(int port, int tcpPort, String bind, String announced, int threads) {
        return new TestConfig(port, tcpPort, bind, announced, threads, 10, 8);
    }

    @Test
    void theBoundAddressIsAnnounced() {
        assertEquals(
                List.of("127.0.0.1"),
                Settings.of(config(0, 0, "127.0.0.1", "", 1)).announced());
    }

    @Test
    void listeningEverywhereAnnouncesTheMachinesAddresses() {
        List<String> announced = Settings.of(config(0, 0, "0.0.0.0", "", 1)).announced();

        assertFalse(announced.isEmpty());
        assertTrue(announced.size() == 1 || !announced.contains("127.0.0.1"));
    }

    @Test
    void aPublicAddressReplacesTheMachinesOwn() {
        assertEquals(
                List.of("203.0.113.9", "2001:db8:0:0:0:0:0:1"),
                Settings.of(config(0, 0, "0.0.0.0", " 203.0.113.9 , 2001:db8::1,", 1))
                        .announced());
    }

    @Test
    void everyBadValueIsRefusedByItsKey() {
        refused("port", config(70_000, 0, "127.0.0.1", "", 1));
        refused("tcpPort", config(0, -2, "127.0.0.1", "", 1));
        refused("bindAddress", config(0, 0, "localhost", "", 1));
        refused("bindAddress", config(0, 0, "999.0.0.1", "", 1));
        refused("announcedAddresses", config(0, 0, "127.0.0.1", "media.example", 1));
        refused("ioThreads", config(0, 0, "127.0.0.1", "", 65));
        refused("maxRooms", new TestConfig().withMaxRooms(0));
        refused("maxParticipantsPerRoom", new TestConfig().withMaxParticipants(1));
    }

    private static void refused(String key, TestConfig config) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Settings.of(config));
        assertTrue(e.getMessage().startsWith(key + ":"), e.getMessage());
    }

    @Test
    void aPortInUseIsNamedAndNothingIsLeftRunning() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            IOException e = assertThrows(
                    IOException.class, () -> new SfuMediaEngine(config(taken.getLocalPort(), -1, "127.0.0.1", "", 2)));
            assertTrue(e.getMessage().startsWith("port:"), e.getMessage());
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sightline-media")));
    }

    @Test
    void roomsAndParticipantsAreLimited() throws Exception {
        SfuMediaEngine engine =
                new SfuMediaEngine(new TestConfig().withMaxRooms(1).withMaxParticipants(2));
        try {
            var room = engine.open("a", cause -> {}).toCompletableFuture().get();
            assertTrue(engine.open("b", cause -> {}).toCompletableFuture().isCompletedExceptionally());
            room.join("1", new Caller.Deaf());
            room.join("2", new Caller.Deaf());
            assertTrue(room.join("3", new Caller.Deaf()).toCompletableFuture().isCompletedExceptionally());
        } finally {
            engine.stop();
        }
    }
}
