package org.sightline.events.artemis.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.events.Event;
import org.sightline.events.spi.TransportException;
import org.sightline.tenancy.WorkspaceId;

class EmbeddedTransportTest {
    @TempDir
    Path directory;

    private ArtemisTransport transport;

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
        }
    }

    @Test
    void whatIsSentIsReceivedUnchangedAndInOrder() throws Exception {
        start();
        Inbox inbox = new Inbox();
        transport.receive(inbox);
        List<Event> events = IntStream.range(0, 50).mapToObj(n -> event()).toList();

        for (Event event : events) {
            transport.send(event);
        }

        await().until(() -> inbox.accepted().size() == 50);
        assertEquals(events, inbox.accepted());
    }

    @Test
    void whatNobodyReceivedSurvivesARestart() throws Exception {
        start();
        Event event = event();
        transport.send(event);
        transport.close();

        start();
        Inbox inbox = new Inbox();
        transport.receive(inbox);

        await().until(() -> inbox.accepted().equals(List.of(event)));
    }

    @Test
    void anEventThatIsAlwaysRefusedBecomesADeadLetterAndStopsNoOther() throws Exception {
        start();
        Event poison = event();
        Event good = event();
        Inbox inbox = new Inbox(poison);
        transport.receive(inbox);

        transport.send(poison);
        transport.send(good);

        await().until(() -> inbox.accepted().equals(List.of(good)));
        await().until(() -> transport.deadLetters() == 1);
        assertEquals(ArtemisTransport.ATTEMPTS, inbox.refusals());
    }

    @Test
    void deadLettersSurviveARestart() throws Exception {
        start();
        Event poison = event();
        transport.receive(new Inbox(poison));
        transport.send(poison);
        await().until(() -> transport.deadLetters() == 1);
        transport.close();

        start();

        assertEquals(1, transport.deadLetters());
    }

    @Test
    void aReceiverThatLeftReceivesNothingAndTheNextGetsIt() throws Exception {
        start();
        Inbox first = new Inbox();
        transport.receive(first).close();
        Event event = event();
        transport.send(event);

        Inbox second = new Inbox();
        transport.receive(second);

        await().until(() -> second.accepted().equals(List.of(event)));
        assertEquals(List.of(), first.accepted());
    }

    @Test
    void aStoppedTransportRefusesAndLeavesNoThread() throws Exception {
        start();
        transport.receive(new Inbox());
        transport.send(event());

        transport.close();

        assertThrows(TransportException.class, () -> transport.send(event()));
        await().untilAsserted(() -> assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains("activemq"))
                        .toList()));
    }

    @Test
    void aDirectoryThatCannotBeUsedIsReportedAndTriedAgain() {
        transport = new ArtemisTransport(new ArtemisSettings("", "", "", Path.of("/dev/null/artemis"), 10));

        assertThrows(TransportException.class, () -> transport.send(event()));
        assertThrows(TransportException.class, () -> transport.send(event()));
    }

    @Test
    void aUrlOfAnotherKindIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ArtemisSettings("vm://0", "", "", directory, 10));
    }

    private void start() {
        transport = new ArtemisTransport(new ArtemisSettings("", "", "", directory, 10));
    }

    private static Event event() {
        return Event.of(
                WorkspaceId.fresh(),
                "calls.call-ended",
                "call",
                Instant.parse("2026-05-04T12:00:00.123456789Z"),
                Map.of("millis", "61000", "é漢🙂", "\"\\\n"));
    }
}
