package org.sightline.persistence.internal.rows;

import java.util.Optional;
import javax.persistence.AttributeOverride;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.recording.Take;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StoredObject;

/** A take of a recording. */
@Entity
@Table(name = "recording_takes")
public class TakeRow {
    @EmbeddedId
    @AttributeOverride(name = "owner", column = @Column(name = "recording"))
    private NumberedKey key;

    @Column(name = "participant")
    private String participant;

    @Column(name = "role")
    private String role;

    @Column(name = "media_type")
    private String mediaType;

    @Column(name = "start_millis")
    private long startMillis;

    @Column(name = "duration_millis")
    private long durationMillis;

    @Column(name = "length")
    private long length;

    @Column(name = "sealed_length")
    private long sealedLength;

    @Column(name = "video_frames")
    private long videoFrames;

    @Column(name = "audio_packets")
    private long audioPackets;

    @Column(name = "closed")
    private String closed;

    @Column(name = "object_path")
    private String objectPath;

    @Column(name = "object_region")
    private String objectRegion;

    @Column(name = "object_backend")
    private String objectBackend;

    @Column(name = "object_length")
    private Long objectLength;

    @Column(name = "object_sha256")
    private String objectSha256;

    protected TakeRow() {}

    public TakeRow(RowKey recording, Take take) {
        key = new NumberedKey(recording.workspace(), recording.id(), take.number());
        participant = take.participant().value();
        role = take.role().name();
        mediaType = take.mediaType();
        startMillis = take.startMillis();
        durationMillis = take.durationMillis();
        length = take.length();
        sealedLength = take.sealedLength();
        videoFrames = take.videoFrames();
        audioPackets = take.audioPackets();
        closed = take.closed().orElse(null);
        take.object().ifPresent(this::locate);
    }

    private void locate(StoredObject object) {
        objectPath = object.key().path();
        objectRegion = object.region();
        objectBackend = object.backend();
        objectLength = object.length();
        objectSha256 = object.sha256();
    }

    public NumberedKey key() {
        return key;
    }

    public Take value() {
        return new Take(
                key.number(),
                new ParticipantId(participant),
                ParticipantRole.valueOf(role),
                mediaType,
                startMillis,
                durationMillis,
                length,
                sealedLength,
                videoFrames,
                audioPackets,
                Optional.ofNullable(closed),
                object());
    }

    private Optional<StoredObject> object() {
        return Optional.ofNullable(objectPath)
                .map(path -> new StoredObject(
                        ObjectKey.parse(path), objectRegion, objectBackend, objectLength, objectSha256));
    }
}
