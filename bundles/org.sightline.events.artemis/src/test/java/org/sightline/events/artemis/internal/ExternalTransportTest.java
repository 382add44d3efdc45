package org.sightline.events.artemis.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.events.Event;
import org.sightline.events.spi.TransportException;
import org.sightline.tenancy.WorkspaceId;

/** Against a broker with users, on a port of the loopback interface. */
class ExternalTransportTest {
    @TempDir
    Path directory;

    private int port;
    private EmbeddedActiveMQ broker;
    private ArtemisTransport transport;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        startBroker();
        transport = transport("correct horse");
    }

    @AfterEach
    void stop() throws Exception {
        transport.close();
        broker.stop();
    }

    @Test
    void eventsGoFromOneNodeToAnother() throws Exception {
        ArtemisTransport other = transport("correct horse");
        Inbox inbox = new Inbox();
        other.receive(inbox);
        Event event = event();

        transport.send(event);

        await().until(() -> inbox.accepted().equals(List.of(event)));
        other.close();
    }

    @Test
    void anEventIsReceivedByOneNodeOnly() throws Exception {
        ArtemisTransport other = transport("correct horse");
        Inbox here = new Inbox();
        Inbox there = new Inbox();
        transport.receive(here);
        other.receive(there);

        for (int i = 0; i < 20; i++) {
            transport.send(event());
        }

        await().until(() -> here.accepted().size() + there.accepted().size() == 20);
        other.close();
    }

    @Test
    void aWrongPasswordIsAMatterOfSettings() {
        ArtemisTransport stranger = transport("wrong");

        TransportException refused = assertThrows(TransportException.class, () -> stranger.send(event()));

        assertEquals(TransportException.Reason.YOUR_SETTINGS, refused.reason());
        stranger.close();
    }

    @Test
    void aBrokerThatComesBackIsFoundAgainByReceiverAndSender() throws Exception {
        Inbox inbox = new Inbox();
        transport.receive(inbox);
        transport.send(event());
        await().until(() -> inbox.accepted().size() == 1);

        broker.stop();
        TransportException failure = assertThrows(TransportException.class, () -> transport.send(event()));
        assertEquals(TransportException.Reason.TRY_AGAIN, failure.reason());
        startBroker();

        ArtemisTransport other = transport("correct horse");
        other.send(event());
        transport.send(event());
        await().atMost(Duration.ofSeconds(30)).until(() -> inbox.accepted().size() == 3);
        other.close();
    }

    private ArtemisTransport transport(String password) {
        return new ArtemisTransport(
                new ArtemisSettings("tcp://127.0.0.1:" + port, "sightline", password, directory, 10));
    }

    private void startBroker() throws Exception {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser("sightline", "correct horse");
        users.addRole("sightline", "events");
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalFileSize(1 << 20)
                .setJournalMinFiles(2)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port);
        configuration.putSecurityRoles(
                "#",
                Set.of(new Role("events", true, true, true, true, true, true, true, true, true, true, false, false)));
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
    }

    private static Event event() {
        return Event.of(WorkspaceId.fresh(), "calls.call-ended", "call", Instant.EPOCH, Map.of());
    }
}
