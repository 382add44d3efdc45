package org.sightline.persistence.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the configured database, however long that takes, and offers {@link Transactions} while it is open. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.sightline.persistence")
@Designate(ocd = Database.Config.class)
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long RETRY_SECONDS = 5;

    @ObjectClassDefinition(
            name = "%persistence.name",
            description = "%persistence.description",
            localization = "OSGI-INF/l10n/persistence")
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

        @AttributeDefinition(name = "%connections.name", description = "%connections.description")
        int connections() default 10;
    }

    private final BundleContext bundle;
    private final DatabaseSettings settings;
    private final DataSourceFactory driver;
    private final ScheduledExecutorService opener =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "sightline-database-opener"));
    private OpenDatabase database;
    private ServiceRegistration<Transactions> registration;
    private String lastFailure = "";

    @Activate
    public Database(
            BundleContext bundle,
            Config config,
            @Reference(target = "(osgi.jdbc.driver.class=org.h2.Driver)") DataSourceFactory h2,
            @Reference(target = "(osgi.jdbc.driver.class=org.postgresql.Driver)") DataSourceFactory postgresql)
            throws IOException {
        this.bundle = bundle;
        settings = settings(config);
        driver = settings.isH2() ? h2 : postgresql;
        opener.execute(this::open);
    }

    private static DatabaseSettings settings(Config config) throws IOException {
        if (config.url().isBlank()) {
            Path directory = Path.of(System.getProperty("karaf.data", "data"), "sightline", "db");
            return EmbeddedH2.in(directory, config.connections());
        }
        return new DatabaseSettings(config.url(), config.user(), config._password(), config.connections());
    }

    private void open() {
        try {
            database = OpenDatabase.open(
                    driver.createDataSource(settings.properties()), settings.connections(), settings.isExclusive());
            registration = bundle.registerService(Transactions.class, database.transactions(), null);
            LOG.info("the database is open ({})", settings);
        } catch (Schema.NewerSchemaException e) {
            LOG.error("{}", e.getMessage());
        } catch (SQLException | RuntimeException e) {
            report(e);
            opener.schedule(this::open, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A failure is reported when it is new, not every few seconds. */
    private void report(Exception e) {
        if (!String.valueOf(e.getMessage()).equals(lastFailure)) {
            lastFailure = String.valueOf(e.getMessage());
            LOG.warn("the database cannot be opened; it is tried again every {} s", RETRY_SECONDS, e);
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        opener.shutdownNow();
        if (!opener.awaitTermination(30, TimeUnit.SECONDS)) {
            LOG.warn("the database is still being opened");
            return;
        }
        if (registration != null) {
            registration.unregister();
        }
        if (database != null) {
            database.close();
        }
    }
}
