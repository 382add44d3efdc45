package org.sightline.events.artemis.internal;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;

/** A broker inside this process. It listens on no port: only code of this bundle can reach it. */
final class EmbeddedBroker {
    private static final int MEBIBYTE = 1 << 20;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String url = "vm://" + NUMBERS.getAndIncrement();
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    EmbeddedBroker(Path directory, long redeliveryMillis) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setName("sightline")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false) // there is no way in to guard
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalFileSize(MEBIBYTE)
                .setJournalMinFiles(2)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .setGlobalMaxSize(16L * MEBIBYTE)
                .setMaxDiskUsage(-1) // a full disk must fail a send, not block it
                .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG)
                .addAcceptorConfiguration("vm", url);
        configuration.addAddressSetting("#", settings(redeliveryMillis));
        configuration.addQueueConfiguration(queue(ArtemisTransport.QUEUE));
        configuration.addQueueConfiguration(queue(ArtemisTransport.DEAD_LETTERS));
        broker.setConfiguration(configuration);
        try {
            broker.start();
        } catch (Throwable e) { // half a broker would hold the journal's lock, for which the next one waits
            stop();
            throw e;
        }
    }

    private static AddressSettings settings(long redeliveryMillis) {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(ArtemisTransport.DEAD_LETTERS))
                .setExpiryAddress(SimpleString.of(ArtemisTransport.DEAD_LETTERS))
                .setMaxDeliveryAttempts(ArtemisTransport.ATTEMPTS)
                .setRedeliveryDelay(redeliveryMillis)
                .setRedeliveryMultiplier(3)
                .setMaxRedeliveryDelay(10 * 60_000L)
                .setMaxSizeBytes(8L * MEBIBYTE)
                .setPageSizeBytes(MEBIBYTE)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
    }

    private static QueueConfiguration queue(String name) {
        return QueueConfiguration.of(name)
                .setAddress(name)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true);
    }

    String url() {
        return url;
    }

    boolean isRunning() {
        return broker.getActiveMQServer().isActive();
    }

    void stop() throws Exception {
        broker.stop();
        InVMConnector.resetThreadPool(); // else a thread outlives the bundle
    }
}
