package org.sightline.events.artemis.internal;

import java.nio.file.Path;
import javax.jms.JMSSecurityException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.events.Event;
import org.sightline.events.spi.EventTransport;
import org.sightline.events.spi.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events as JSON text in a durable queue, of a broker inside this process or of an external one. */
@Component(configurationPid = "org.sightline.events.artemis")
@Designate(ocd = ArtemisTransport.Config.class)
public final class ArtemisTransport implements EventTransport {
    static final String QUEUE = "sightline.events";
    static final String DEAD_LETTERS = "sightline.events.dead";
    static final int ATTEMPTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(ArtemisTransport.class);

    @ObjectClassDefinition(
            name = "%artemis.name",
            description = "%artemis.description",
            localization = "OSGI-INF/l10n/artemis")
    @interface Config {
        @AttributeDefinition(name = "%url.name", description = "%url.description")
        String url() default "";

        @AttributeDefinition(name = "%user.name", description = "%user.description")
        String user() default "";

        @AttributeDefinition(
                name = "%password.name",
                description = "%password.description",
                type = AttributeType.PASSWORD)
        String _password() default "";

        @AttributeDefinition(name = "%directory.name", description = "%directory.description")
        String directory() default "";

        @AttributeDefinition(name = "%redelivery.name", description = "%redelivery.description")
        long redeliveryMillis() default 2_000;
    }

    private final ArtemisSettings settings;
    private EmbeddedBroker broker;
    private BrokerConnection connection;
    private Receiver receiver;
    private AutoCloseable receiving;
    private boolean closed;

    @Activate
    public ArtemisTransport(Config config) {
        this(new ArtemisSettings(
                config.url(),
                config.user(),
                config._password(),
                config.directory().isEmpty()
                        ? Path.of(System.getProperty("karaf.data", "data"), "sightline", "artemis")
                        : Path.of(config.directory()),
                config.redeliveryMillis()));
    }

    /** Nothing is opened before it is needed: activation waits for no broker. */
    ArtemisTransport(ArtemisSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return settings.isEmbedded() ? "artemis-embedded" : "artemis-external";
    }

    @Override
    public synchronized void send(Event event) throws TransportException {
        attempt("cannot send " + event.id(), open -> {
            open.send(event);
            return null;
        });
    }

    @Override
    public synchronized AutoCloseable receive(Receiver next) throws TransportException {
        receiver = next;
        attempt("cannot receive events", open -> {
            if (receiving == null) {
                receiving = open.receive(next);
            }
            return null;
        });
        return () -> leave(next);
    }

    @Override
    public synchronized long deadLetters() throws TransportException {
        return attempt("cannot count dead letters", BrokerConnection::deadLetters);
    }

    private synchronized void leave(Receiver gone) throws Exception {
        if (receiver == gone) {
            receiver = null;
            if (receiving != null) {
                receiving.close();
                receiving = null;
            }
        }
    }

    /** A failure closes everything; the next attempt opens it again, with the same receiver. */
    private <T> T attempt(String failure, Action<T> action) throws TransportException {
        if (closed) {
            throw new TransportException(TransportException.Reason.TRY_AGAIN, failure + ": stopped", null);
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ArtemisTransport.class.getClassLoader());
        try {
            return action.on(open());
        } catch (JMSSecurityException e) {
            release();
            throw new TransportException(TransportException.Reason.YOUR_SETTINGS, failure + ": refused", e);
        } catch (Exception e) { // a boundary: what a broker throws when it starts
            release();
            throw new TransportException(TransportException.Reason.TRY_AGAIN, failure, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private BrokerConnection open() throws Exception {
        if (broker != null && !broker.isRunning()) {
            release(); // it stops itself when its disk fails
        }
        if (connection == null) {
            long start = System.nanoTime();
            if (settings.isEmbedded() && broker == null) {
                broker = new EmbeddedBroker(settings.directory(), settings.redeliveryMillis());
            }
            String url = settings.isEmbedded() ? broker.url() : settings.url();
            connection = new BrokerConnection(url, settings.user(), settings.password());
            if (receiver != null) {
                receiving = connection.receive(receiver);
            }
            LOG.info("{} is connected after {} ms", name(), (System.nanoTime() - start) / 1_000_000);
        }
        return connection;
    }

    private void release() {
        receiving = null;
        if (connection != null) {
            connection.close();
            connection = null;
        }
        if (broker != null) {
            try {
                broker.stop();
            } catch (Exception e) { // a boundary: what a broker throws when it stops
                LOG.warn("the broker did not stop in order", e);
            }
            broker = null;
        }
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        receiver = null;
        release();
    }

    @FunctionalInterface
    private interface Action<T> {
        T on(BrokerConnection connection) throws Exception;
    }
}
