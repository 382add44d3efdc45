package org.sightline.persistence.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import javax.persistence.PersistenceException;
import javax.sql.DataSource;
import org.apache.openjpa.persistence.PersistenceProviderImpl;

/** A database that can be reached and has this version's schema. */
final class OpenDatabase implements AutoCloseable {
    private static final String UNIT = "sightline";

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;

    private OpenDatabase(HikariDataSource pool, EntityManagerFactory factory) {
        this.pool = pool;
        this.factory = factory;
    }

    /** Connects, migrates and makes ready, or leaves nothing open. */
    static OpenDatabase open(DataSource source, int connections, boolean exclusive) throws SQLException {
        HikariDataSource pool = pool(source, connections);
        try {
            Schema.migrate(pool, exclusive);
            return new OpenDatabase(pool, factory(pool));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    Transactions transactions() {
        return new Transactions(factory);
    }

    @Override
    public void close() {
        factory.close();
        pool.close();
    }

    private static HikariDataSource pool(DataSource source, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sightline-database");
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_000);
        return new HikariDataSource(config);
    }

    private static EntityManagerFactory factory(DataSource pool) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(OpenDatabase.class.getClassLoader());
        try {
            Map<String, Object> settings = new HashMap<>();
            settings.put("openjpa.ConnectionFactory", pool);
            EntityManagerFactory factory = new PersistenceProviderImpl().createEntityManagerFactory(UNIT, settings);
            if (factory == null) {
                throw new PersistenceException("persistence unit " + UNIT + " is not in this bundle");
            }
            factory.createEntityManager().close(); // reads the mappings now, not in the first request
            return factory;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
