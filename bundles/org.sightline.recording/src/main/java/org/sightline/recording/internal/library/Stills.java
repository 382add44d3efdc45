package org.sightline.recording.internal.library;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.webm.Cue;
import org.sightline.recording.internal.webm.KeyframeIndex;
import org.sightline.recording.internal.webm.WebpStill;

/** The keyframes of a take as pictures, found by the cues in its head. */
final class Stills {
    private static final int CLUSTER_ID = 4;
    private static final int FIRST_READ = 256 * 1024;
    private static final int LAST_READ = 16 * 1024 * 1024;

    private final SealedReader reader;

    Stills(SealedReader reader) {
        this.reader = reader;
    }

    private Optional<KeyframeIndex> index() throws IOException {
        long head = reader.headLength();
        if (head == 0 || head > KeyframeIndex.MAX_HEAD) {
            return Optional.empty();
        }
        return KeyframeIndex.read(reader.bytes(0, Math.min(reader.length(), head + CLUSTER_ID)));
    }

    List<Long> times() throws IOException {
        return index().filter(index -> index.videoCodec().isPresent())
                .map(index -> index.cues().stream().map(Cue::millis).toList())
                .orElse(List.of());
    }

    Optional<byte[]> at(long millis) throws IOException {
        Optional<KeyframeIndex> index = index().filter(
                        found -> found.videoCodec().filter("V_VP8"::equals).isPresent());
        Optional<Cue> cue = index.flatMap(found -> found.at(millis));
        if (cue.isEmpty()) {
            return Optional.empty();
        }
        long cluster = index.get().headLength() + cue.get().position();
        for (int size = FIRST_READ; size <= LAST_READ; size *= 8) {
            byte[] bytes = reader.bytes(cluster, Math.min(reader.length(), cluster + size));
            Optional<byte[]> frame = KeyframeIndex.frame(bytes, cue.get());
            if (frame.isPresent()) {
                return WebpStill.of(frame.get());
            }
        }
        return Optional.empty();
    }
}
