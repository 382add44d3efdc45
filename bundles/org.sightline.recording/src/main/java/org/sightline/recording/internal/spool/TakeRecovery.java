package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedException;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedPrefix;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.sealed.SealedWriter;
import org.sightline.recording.internal.webm.ClusterScanner;
import org.sightline.recording.internal.webm.ContainerHead;
import org.sightline.recording.internal.webm.Cue;
import org.sightline.recording.internal.webm.CueThinning;

/** Brings a take's file to its end: reads what it says about itself, or closes it if a crash left it open. */
public final class TakeRecovery {
    /** What a take's last frame is taken to last. */
    private static final long LAST_FRAME_MILLIS = 20;

    private TakeRecovery() {}

    /** A closed take. */
    public record Closed(Closing closing, long length, long sealedLength) {}

    /**
     * Closes the file if it is open.
     *
     * @return empty if nothing of it can be played, because it was cut off before the first cluster was safe
     * @throws SealedException if it is of another key, recording or take
     */
    public static Optional<Closed> close(Path file, SealedName name, byte[] dataKey) throws IOException {
        SealedSource source = SealedSource.of(file);
        Optional<TakeDraft> draft = draft(source, name, dataKey);
        if (draft.isEmpty()) {
            return Optional.empty();
        }
        ClusterScanner clusters =
                new ClusterScanner(draft.get().tracks(), draft.get().cueTrack());
        SealedPrefix prefix = SealedPrefix.scan(source, name, dataKey, clusters::data);
        if (!prefix.closed()) {
            if (prefix.dataLength() == 0) {
                return Optional.empty();
            }
            finish(file, dataKey, draft.get(), prefix, clusters);
        }
        try (SealedReader reader = SealedReader.open(source, name, dataKey)) {
            return Optional.of(new Closed(reader.closing(), reader.length(), source.length()));
        }
    }

    /** The clusters can only be counted when the last draft is known, which may be written after the first of them. */
    private static Optional<TakeDraft> draft(SealedSource source, SealedName name, byte[] dataKey) throws IOException {
        SealedPrefix prefix;
        try {
            prefix = SealedPrefix.scan(source, name, dataKey, (bytes, length) -> {});
        } catch (SealedException e) {
            if (e.reason() == SealedException.Reason.TRUNCATED) {
                return Optional.empty(); // cut off within the header: nothing was ever acknowledged
            }
            throw e;
        }
        return prefix.draft().isPresent()
                ? Optional.of(TakeDraft.decode(prefix.draft().get()))
                : Optional.empty();
    }

    private static void finish(Path file, byte[] dataKey, TakeDraft draft, SealedPrefix prefix, ClusterScanner clusters)
            throws IOException {
        boolean container = draft.tracks().isEmpty();
        long modified = Files.getLastModifiedTime(file).toMillis();
        long length = container ? prefix.dataLength() : clusters.wholeLength();
        long duration =
                container ? Math.max(0, modified - draft.startedAtMillis()) : clusters.lastMillis() + LAST_FRAME_MILLIS;
        List<Cue> cues = CueThinning.thin(clusters.cues(), draft.tracks());
        byte[] head = container
                ? new byte[0]
                : ContainerHead.make(draft.tracks(), cues, length, draft.startedAtMillis(), duration);
        Closing closing = new Closing(
                "crashed",
                draft.mediaType(),
                draft.startMillis(),
                duration,
                clusters.videoFrames(),
                clusters.audioPackets());
        try (SealedWriter writer = SealedWriter.reopen(file, dataKey, prefix)) {
            writer.finish(head, length, closing);
        }
    }
}
