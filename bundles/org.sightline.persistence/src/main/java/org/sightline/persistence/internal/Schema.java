package org.sightline.persistence.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings a database to this version's schema. */
final class Schema {
    private static final String CHANGELOG = "db/changelog.xml";

    /** Held, because a level is forgotten with its logger. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    static {
        LIQUIBASE.setLevel(Level.WARNING); // it reports every step as information
    }

    private Schema() {}

    /**
     * Runs the change sets that have not been run; several nodes may do so at once.
     *
     * @param exclusive no other process can have the database open: a lock left by a crash is removed
     * @throws NewerSchemaException if the database knows change sets that this version does not
     */
    static void migrate(DataSource source, boolean exclusive) throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Schema.class.getClassLoader());
        try (Connection connection = source.getConnection()) {
            // Liquibase would print to the console and report its use to its maker.
            Map<String, Object> quiet =
                    Map.of(Scope.Attr.ui.name(), new LoggerUIService(), AnalyticsArgs.ENABLED.getKey(), Boolean.FALSE);
            Scope.child(quiet, () -> update(connection, exclusive));
        } catch (SQLException | NewerSchemaException e) {
            throw e;
        } catch (Exception e) { // all that Scope.child declares
            throw new SQLException("the schema cannot be migrated", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void update(Connection connection, boolean exclusive) throws LiquibaseException {
        ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor(Schema.class.getClassLoader());
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        try (Liquibase liquibase = new Liquibase(CHANGELOG, resources, database)) {
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            if (exclusive) {
                liquibase.forceReleaseLocks();
            }
            int unknown = liquibase
                    .listUnexpectedChangeSets(new Contexts(), new LabelExpression())
                    .size();
            if (unknown > 0) {
                throw new NewerSchemaException(unknown);
            }
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }

    /** The database was written by a newer version of the platform. */
    static final class NewerSchemaException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NewerSchemaException(int unknown) {
            super("the database is of a newer version of Sightline: it has " + unknown
                    + " changes that this version does not know; install that version or restore a backup");
        }
    }
}
