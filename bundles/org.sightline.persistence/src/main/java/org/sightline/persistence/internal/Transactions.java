package org.sightline.persistence.internal;

import java.util.function.Function;
import java.util.function.Predicate;
import javax.persistence.EntityManager;
import javax.persistence.EntityManagerFactory;

/** The one place where transactions begin and end. A service while the database is open and migrated. */
public final class Transactions {
    private static final int ATTEMPTS = 10;
    private final EntityManagerFactory factory;

    Transactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /**
     * Runs the work in a transaction of its own; an exception rolls it back. The work is repeated when the database asks
     * for that, so it must not have other effects.
     */
    public <T> T write(Function<EntityManager, T> work) {
        return repeat(work, DatabaseException::isTransient);
    }

    /** The same for work that takes the next free number of a series: it is repeated when another was faster. */
    public <T> T writeNext(Function<EntityManager, T> work) {
        return repeat(work, failure -> failure.isTransient() || failure.isConflict());
    }

    /** Runs queries, each seeing what is committed when it starts. */
    public <T> T read(Function<EntityManager, T> work) {
        return withManager(work);
    }

    private <T> T repeat(Function<EntityManager, T> work, Predicate<DatabaseException> repeatable) {
        for (int attempt = 1; ; attempt++) {
            try {
                return withManager(em -> inTransaction(em, work));
            } catch (DatabaseException e) {
                if (attempt == ATTEMPTS || !repeatable.test(e)) {
                    throw e;
                }
            }
        }
    }

    private static <T> T inTransaction(EntityManager em, Function<EntityManager, T> work) {
        em.getTransaction().begin();
        try {
            T result = work.apply(em);
            em.getTransaction().commit();
            return result;
        } finally {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
        }
    }

    /** The persistence provider finds rows' classes through the context class loader. */
    private <T> T withManager(Function<EntityManager, T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Transactions.class.getClassLoader());
        try {
            EntityManager em = factory.createEntityManager();
            try {
                return work.apply(em);
            } finally {
                em.close();
            }
        } catch (javax.persistence.PersistenceException e) {
            throw DatabaseException.of(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
