package org.sightline.persistence.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** The database did not do it; nothing of the transaction remains. Its message and cause never hold a row's content. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String UNIQUE_VIOLATION = "23505";

    /** Serialisation failure, deadlock (PostgreSQL), concurrent update, lock timeout (H2). */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01", "90131", "HYT00");

    private final String sqlState;

    private DatabaseException(String message, String sqlState, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    static DatabaseException of(RuntimeException failure) {
        Optional<SQLException> origin = origin(failure);
        String state = origin.map(SQLException::getSQLState).orElse("");
        if (state.startsWith("22") || state.startsWith("23")) {
            // Drivers quote the offending values, which may be a customer's name.
            return new DatabaseException("the database refused a row (SQL state " + state + ")", state, null);
        }
        String suffix = state.isEmpty() ? "" : " (SQL state " + state + ")";
        return new DatabaseException("the database failed" + suffix, state, failure);
    }

    /** Another transaction took the same key or name first. */
    public boolean isConflict() {
        return UNIQUE_VIOLATION.equals(sqlState);
    }

    /** The same transaction may succeed at once when repeated. */
    boolean isTransient() {
        return TRANSIENT.contains(sqlState);
    }

    private static Optional<SQLException> origin(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
