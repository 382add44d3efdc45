package org.sightline.recording.internal.webm;

import java.util.ArrayList;
import java.util.List;

/** Keeps the places to seek to few: every keyframe of a picture, but of sound alone one in five seconds. */
public final class CueThinning {
    private static final long SOUND_MILLIS = 5_000;

    private CueThinning() {}

    /** The cues worth writing: those of the video track, if there is one. */
    public static List<Cue> thin(List<Cue> cues, List<TrackEntry> tracks) {
        List<Integer> video = tracks.stream()
                .filter(TrackEntry::isVideo)
                .map(TrackEntry::number)
                .toList();
        if (!video.isEmpty()) {
            return cues.stream().filter(cue -> video.contains(cue.track())).toList();
        }
        List<Cue> kept = new ArrayList<>();
        for (Cue cue : cues) {
            if (kept.isEmpty() || cue.millis() - kept.get(kept.size() - 1).millis() >= SOUND_MILLIS) {
                kept.add(cue);
            }
        }
        return kept;
    }
}
