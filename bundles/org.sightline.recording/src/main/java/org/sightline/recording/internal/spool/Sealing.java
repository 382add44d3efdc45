package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedException;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a recording that nobody writes any more from RECORDING to SPOOLED, after a normal end and after a crash alike. */
final class Sealing {
    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

    private final RecordingRows rows;
    private final Spool spool;
    private final Keys keys;
    private final Clock clock;

    Sealing(RecordingRows rows, Spool spool, Keys keys, Clock clock) {
        this.rows = rows;
        this.spool = spool;
        this.keys = keys;
        this.clock = clock;
    }

    Recording seal(Recording recording) throws IOException, KeysException {
        List<Take> takes = new ArrayList<>();
        Caller platform = Caller.platform(recording.workspace());
        try (DataKey key = keys.unwrap(platform, recording.key(), recording.id().value())) {
            byte[] bytes = key.bytes();
            try {
                for (Take take : recording.takes()) {
                    closed(recording, take, bytes).ifPresent(takes::add);
                }
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
        Instant now = clock.instant();
        RecordingState state = takes.isEmpty() ? RecordingState.FAILED : RecordingState.SPOOLED;
        Recording sealed = rows.change(
                recording.workspace(),
                recording.id(),
                current -> Changes.state(current, state, takes, end(recording, takes)),
                changed -> List.of(
                        state == RecordingState.FAILED
                                ? Happenings.failed(changed, now)
                                : Happenings.spooled(changed, now)));
        if (state == RecordingState.FAILED) {
            spool.delete(recording.workspace(), recording.id());
        }
        return sealed;
    }

    private static Instant end(Recording recording, List<Take> takes) {
        long millis = takes.stream()
                .mapToLong(take -> take.startMillis() + take.durationMillis())
                .max()
                .orElse(0);
        return recording.startedAt().plusMillis(millis);
    }

    private Optional<Take> closed(Recording recording, Take take, byte[] key) throws IOException {
        Path file = spool.take(recording.workspace(), recording.id(), take.number());
        if (!Files.exists(file)) {
            return Optional.empty(); // nothing came before it ended
        }
        SealedName name = new SealedName(recording.workspace(), recording.id(), take.number());
        try {
            return TakeRecovery.close(file, name, key).map(closed -> closed(take, closed));
        } catch (SealedException e) {
            LOG.error("take {} of {} is damaged; it is kept as it is", take.number(), recording.id(), e);
            Closing damaged = new Closing("damaged", take.mediaType(), take.startMillis(), 0, 0, 0);
            return Optional.of(closed(take, new TakeRecovery.Closed(damaged, 0, Files.size(file))));
        }
    }

    private static Take closed(Take take, TakeRecovery.Closed found) {
        return new Take(
                take.number(),
                take.participant(),
                take.role(),
                found.closing().mediaType(),
                found.closing().startMillis(),
                found.closing().durationMillis(),
                found.length(),
                found.sealedLength(),
                found.closing().videoFrames(),
                found.closing().audioPackets(),
                Optional.of(found.closing().reason()),
                Optional.empty());
    }
}
