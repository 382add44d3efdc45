package org.sightline.persistence.internal.rows;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.IdClass;
import javax.persistence.Table;
import org.sightline.events.Event;

/** That a listener has handled an event. */
@Entity
@IdClass(HandledRow.Key.class)
@Table(name = "handled_events")
public class HandledRow {
    @Id
    @Column(name = "workspace")
    private String workspace;

    @Id
    @Column(name = "event")
    private String event;

    @Id
    @Column(name = "listener")
    private String listener;

    @Column(name = "at")
    private long at;

    protected HandledRow() {}

    public HandledRow(String listener, Event event, Instant at) {
        workspace = event.workspace().value();
        this.event = event.id();
        this.listener = listener;
        this.at = Nanos.of(at);
    }

    /** Workspace, event, listener. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private String workspace;
        private String event;
        private String listener;

        public Key() {}

        public Key(String listener, Event event) {
            workspace = event.workspace().value();
            this.event = event.id();
            this.listener = listener;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && Objects.equals(workspace, that.workspace)
                    && Objects.equals(event, that.event)
                    && Objects.equals(listener, that.listener);
        }

        @Override
        public int hashCode() {
            return Objects.hash(workspace, event, listener);
        }
    }
}
