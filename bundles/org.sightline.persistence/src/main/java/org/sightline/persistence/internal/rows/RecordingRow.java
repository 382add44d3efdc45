package org.sightline.persistence.internal.rows;

import java.util.List;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.calls.CallId;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.tenancy.UserId;

/** A recording without its parts. */
@Entity
@Table(name = "recordings")
public class RecordingRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "call_id")
    private String call;

    @Column(name = "technician")
    private String technician;

    @Column(name = "region")
    private String region;

    @Column(name = "state")
    private String state;

    @Column(name = "started_at")
    private long startedAt;

    @Column(name = "ended_at")
    private Long endedAt;

    @Column(name = "key_provider")
    private String keyProvider;

    @Column(name = "key_version")
    private String keyVersion;

    @Column(name = "key_ciphertext")
    private String keyCiphertext;

    @Column(name = "version")
    private long version;

    protected RecordingRow() {}

    public RecordingRow(Recording recording) {
        key = new RowKey(recording.workspace(), recording.id().value());
        change(recording);
    }

    public void change(Recording recording) {
        call = recording.call().value();
        technician = recording.technician().value();
        region = recording.region();
        state = recording.state().name();
        startedAt = Nanos.of(recording.startedAt());
        endedAt = Nanos.ofNullable(recording.endedAt());
        keyProvider = recording.key().provider();
        keyVersion = recording.key().version();
        keyCiphertext = recording.key().ciphertext();
        version = recording.version();
    }

    public RowKey key() {
        return key;
    }

    public Recording value(List<Take> takes, List<Recording.Pause> pauses) {
        return new Recording(
                new RecordingId(key.id()),
                key.workspace(),
                new CallId(call),
                new UserId(technician),
                region,
                RecordingState.valueOf(state),
                Nanos.instant(startedAt),
                Nanos.optional(endedAt),
                new WrappedKey(keyProvider, keyVersion, keyCiphertext),
                takes,
                pauses,
                version);
    }
}
