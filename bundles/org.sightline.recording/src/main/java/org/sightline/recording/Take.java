package org.sightline.recording;

import java.util.Objects;
import java.util.Optional;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.storage.StoredObject;

/**
 * One participant's media from one join to its leaving.
 *
 * @param number from 1, unique in the recording
 * @param mediaType for example {@code video/webm}
 * @param startMillis where it starts in the recording's timeline
 * @param durationMillis 0 while it is being recorded
 * @param length bytes of the container file, 0 while it is being recorded
 * @param sealedLength bytes of the sealed object
 * @param closed why it ended: {@code left} (its participant left or its tap was closed), {@code ended} (the recording
 *     was ended under it), {@code crashed}, {@code disk-full}, {@code engine-lost}, {@code recorder-stopped},
 *     {@code damaged} (its spool file was altered); empty while it is being recorded
 * @param object where it lies; empty until it is stored
 */
public record Take(
        int number,
        ParticipantId participant,
        ParticipantRole role,
        String mediaType,
        long startMillis,
        long durationMillis,
        long length,
        long sealedLength,
        long videoFrames,
        long audioPackets,
        Optional<String> closed,
        Optional<StoredObject> object) {
    public Take {
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(mediaType, "mediaType");
        Objects.requireNonNull(closed, "closed");
        Objects.requireNonNull(object, "object");
    }
}
