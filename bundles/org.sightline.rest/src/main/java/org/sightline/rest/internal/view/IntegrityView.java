package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.sightline.recording.IntegrityChecks.Damaged;
import org.sightline.recording.IntegrityChecks.Findings;
import org.sightline.recording.IntegrityChecks.Progress;

/**
 * What the checks of the stored recordings have found.
 *
 * @param oldest when the one was checked whose check is the oldest; left out if none was
 * @param worst the newest findings of damage
 * @param progress of the last check of everything since the platform started; left out if there was none
 */
@Schema(name = "Integrity")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IntegrityView(
        long stored, long checked, long damaged, Instant oldest, List<DamagedView> worst, ScrubView progress) {

    public static IntegrityView of(Findings findings) {
        return new IntegrityView(
                findings.stored(),
                findings.checked(),
                findings.damaged(),
                findings.oldest().orElse(null),
                findings.worst().stream().map(DamagedView::of).toList(),
                findings.progress().map(ScrubView::of).orElse(null));
    }

    /** A recording that is not what was written. */
    @Schema(name = "DamagedRecording")
    public record DamagedView(String recording, CheckView check) {

        static DamagedView of(Damaged damaged) {
            return new DamagedView(damaged.recording().value(), CheckView.of(damaged.check()));
        }
    }

    /**
     * How far a check of everything has come.
     *
     * @param unreadable how many cannot be checked now, because their storage or key does not answer
     */
    @Schema(name = "IntegrityProgress")
    public record ScrubView(Instant startedAt, long due, long checked, long damaged, long unreadable, boolean done) {

        public static ScrubView of(Progress progress) {
            return new ScrubView(
                    progress.startedAt(),
                    progress.due(),
                    progress.checked(),
                    progress.damaged(),
                    progress.unreadable(),
                    progress.done());
        }
    }
}
