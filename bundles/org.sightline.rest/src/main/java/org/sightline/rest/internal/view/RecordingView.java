package org.sightline.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sightline.calls.Call;
import org.sightline.recording.Recording;
import org.sightline.recording.Take;

/**
 * A recording.
 *
 * @param customerName left out if the call is gone
 * @param check what its last check found; left out if there was none
 * @param mayWatch whether the one who asks may watch it now
 */
@Schema(name = "Recording")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordingView(
        String id,
        String call,
        String customerName,
        PersonView technician,
        String region,

        @Schema(allowableValues = {"recording", "spooled", "stored", "failed"})
        String state,

        Instant startedAt,
        Instant endedAt,
        long durationMillis,
        List<PauseView> pauses,
        List<TakeView> takes,
        CheckView check,
        boolean mayWatch) {

    public static RecordingView of(Recording recording, Optional<Call> call, boolean mayWatch) {
        return new RecordingView(
                recording.id().value(),
                recording.call().value(),
                call.map(Call::customerName).orElse(null),
                call.map(PersonView::technician)
                        .orElseGet(() -> new PersonView(recording.technician().value(), null, null)),
                recording.region(),
                Lower.text(recording.state()),
                recording.startedAt(),
                recording.endedAt().orElse(null),
                recording.durationMillis(),
                recording.pauses().stream()
                        .map(pause -> new PauseView(pause.fromMillis(), pause.toMillis()))
                        .toList(),
                recording.takes().stream().map(TakeView::of).toList(),
                recording.check().map(CheckView::of).orElse(null),
                mayWatch);
    }

    /** A stretch of the timeline in which nothing was recorded. */
    @Schema(name = "Pause")
    public record PauseView(long fromMillis, long toMillis) {}

    /**
     * One participant's media.
     *
     * @param closed why it ended; left out while it is being recorded
     */
    @Schema(name = "Take")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TakeView(
            int number,

            @Schema(allowableValues = {"technician", "customer"})
            String role,

            String mediaType,
            long startMillis,
            long durationMillis,
            long length,
            long videoFrames,
            long audioPackets,
            String closed) {

        static TakeView of(Take take) {
            return new TakeView(
                    take.number(),
                    Lower.text(take.role()),
                    take.mediaType(),
                    take.startMillis(),
                    take.durationMillis(),
                    take.length(),
                    take.videoFrames(),
                    take.audioPackets(),
                    take.closed().orElse(null));
        }
    }
}
