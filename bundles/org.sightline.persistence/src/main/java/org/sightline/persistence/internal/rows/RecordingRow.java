package org.sightline.persistence.internal.rows;

import java.util.List;
import java.util.Optional;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.calls.CallId;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.UserId;

/** A recording without its parts. */
@Entity
@Table(name = "recordings")
public class RecordingRow {
    /** When a recording was checked that never was: before all time, so that it comes first. */
    public static final long NEVER = -Long.MAX_VALUE;

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

    @Column(name = "sidecar_path")
    private String sidecarPath;

    @Column(name = "sidecar_region")
    private String sidecarRegion;

    @Column(name = "sidecar_backend")
    private String sidecarBackend;

    @Column(name = "sidecar_length")
    private Long sidecarLength;

    @Column(name = "sidecar_sha256")
    private String sidecarSha256;

    @Column(name = "sidecar_key_provider")
    private String sidecarKeyProvider;

    @Column(name = "sidecar_key_version")
    private String sidecarKeyVersion;

    @Column(name = "stored_objects")
    private int storedObjects;

    @Column(name = "stored_bytes")
    private long storedBytes;

    @Column(name = "checked_at")
    private long checkedAt = NEVER;

    @Column(name = "check_intact")
    private Boolean checkIntact;

    @Column(name = "check_message")
    private String checkMessage;

    @Column(name = "version")
    private long version;

    protected RecordingRow() {}

    public RecordingRow(Recording recording) {
        key = new RowKey(recording.workspace(), recording.id().value());
        change(recording);
    }

    /** Takes over everything but the check. */
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
        locateSidecar(recording.sidecar().orElse(null));
        storedObjects = recording.objects().size();
        storedBytes =
                recording.objects().stream().mapToLong(StoredObject::length).sum();
        version = recording.version();
    }

    private void locateSidecar(Recording.Sidecar sidecar) {
        StoredObject object = sidecar == null ? null : sidecar.object();
        sidecarPath = object == null ? null : object.key().path();
        sidecarRegion = object == null ? null : object.region();
        sidecarBackend = object == null ? null : object.backend();
        sidecarLength = object == null ? null : object.length();
        sidecarSha256 = object == null ? null : object.sha256();
        sidecarKeyProvider = sidecar == null ? null : sidecar.keyProvider();
        sidecarKeyVersion = sidecar == null ? null : sidecar.keyVersion();
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
                sidecar(),
                takes,
                pauses,
                check(),
                version);
    }

    private Optional<Recording.Sidecar> sidecar() {
        return Optional.ofNullable(sidecarPath)
                .map(path -> new StoredObject(
                        ObjectKey.parse(path), sidecarRegion, sidecarBackend, sidecarLength, sidecarSha256))
                .map(object -> new Recording.Sidecar(object, sidecarKeyProvider, sidecarKeyVersion));
    }

    public Optional<Check> check() {
        return Optional.ofNullable(checkIntact)
                .map(intact -> new Check(Nanos.instant(checkedAt), intact, checkMessage));
    }
}
