package org.sightline.persistence.internal.rows;

import javax.persistence.AttributeOverride;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.recording.Recording;

/** A pause of a recording, numbered in its order. */
@Entity
@Table(name = "recording_pauses")
public class PauseRow {
    @EmbeddedId
    @AttributeOverride(name = "owner", column = @Column(name = "recording"))
    private NumberedKey key;

    @Column(name = "from_millis")
    private long fromMillis;

    @Column(name = "to_millis")
    private long toMillis;

    protected PauseRow() {}

    public PauseRow(RowKey recording, int number, Recording.Pause pause) {
        key = new NumberedKey(recording.workspace(), recording.id(), number);
        fromMillis = pause.fromMillis();
        toMillis = pause.toMillis();
    }

    public NumberedKey key() {
        return key;
    }

    public Recording.Pause value() {
        return new Recording.Pause(fromMillis, toMillis);
    }
}
