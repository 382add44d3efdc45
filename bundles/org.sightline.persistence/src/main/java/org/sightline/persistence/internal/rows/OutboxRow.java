package org.sightline.persistence.internal.rows;

import java.util.List;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.EntityManager;
import javax.persistence.Table;
import org.sightline.events.Event;

/** An event that is not yet handed to the transport. */
@Entity
@Table(name = "outbox")
public class OutboxRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "at")
    private long at;

    @Column(name = "ordinal")
    private int ordinal;

    @Column(name = "type")
    private String type;

    @Column(name = "subject")
    private String subject;

    @Column(name = "data")
    private String data;

    protected OutboxRow() {}

    private OutboxRow(Event event, int ordinal) {
        key = key(event);
        at = Nanos.of(event.at());
        this.ordinal = ordinal;
        type = event.type();
        subject = event.subject();
        data = Json.of(event.data());
    }

    /** Writes the events of a change in that change's transaction. */
    public static void write(EntityManager em, List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            em.persist(new OutboxRow(events.get(i), i));
        }
    }

    public static RowKey key(Event event) {
        return new RowKey(event.workspace(), event.id());
    }

    public Event value() {
        return new Event(key.id(), key.workspace(), type, subject, Nanos.instant(at), Json.texts(data));
    }
}
