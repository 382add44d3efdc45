package org.sightline.persistence.internal.stores;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.events.Event;
import org.sightline.events.spi.OutboxStore;
import org.sightline.persistence.internal.DatabaseException;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.HandledRow;
import org.sightline.persistence.internal.rows.Nanos;
import org.sightline.persistence.internal.rows.OutboxRow;

/** The outbox, which the other stores fill, and what listeners have done. */
@Component
public final class JpaOutboxStore implements OutboxStore {
    private final Transactions transactions;

    @Activate
    public JpaOutboxStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Event> unsent(int limit) {
        return transactions.read(em -> em
                .createQuery("select o from OutboxRow o order by o.at, o.ordinal, o.key.id", OutboxRow.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(OutboxRow::value)
                .toList());
    }

    @Override
    public long countUnsent() {
        return transactions.read(em ->
                em.createQuery("select count(o) from OutboxRow o", Long.class).getSingleResult());
    }

    @Override
    public void markSent(Collection<Event> events) {
        transactions.write(em -> {
            for (Event event : events) {
                em.createQuery("delete from OutboxRow o where o.key.workspace = :workspace and o.key.id = :id")
                        .setParameter("workspace", event.workspace().value())
                        .setParameter("id", event.id())
                        .executeUpdate();
            }
            return null;
        });
    }

    @Override
    public boolean handled(String listener, Event event) {
        return transactions.read(em -> em.find(HandledRow.class, new HandledRow.Key(listener, event)) != null);
    }

    @Override
    public void markHandled(String listener, Event event, Instant at) {
        try {
            transactions.write(em -> {
                em.persist(new HandledRow(listener, event, at));
                return null;
            });
        } catch (DatabaseException e) {
            if (!e.isConflict()) {
                throw e;
            }
        }
    }

    @Override
    public int forgetHandled(Instant before) {
        return transactions.write(em -> em.createQuery("delete from HandledRow h where h.at < :before")
                .setParameter("before", Nanos.of(before))
                .executeUpdate());
    }
}
