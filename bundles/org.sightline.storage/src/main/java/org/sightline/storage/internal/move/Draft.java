package org.sightline.storage.internal.move;

import java.time.Instant;
import java.util.Optional;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.Pauses;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChange.State;

/** The next version of a change. */
final class Draft {
    private final RegionChange before;
    private State state;
    private Amount total;
    private Amount moved;
    private long bytesPerSecond;
    private String message;
    private Pauses pauses;
    private Optional<Instant> endedAt;
    private Optional<SignedReport> report;

    Draft(RegionChange before) {
        this.before = before;
        state = before.state();
        total = before.total();
        moved = before.moved();
        bytesPerSecond = before.bytesPerSecond();
        message = before.message();
        pauses = before.pauses();
        endedAt = before.endedAt();
        report = before.report();
    }

    /** @throws IllegalStateException if the change may not become this */
    Draft become(State next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(before.id() + " is " + state + " and cannot become " + next);
        }
        state = next;
        pauses = next == State.PAUSED ? pauses.begin(now) : pauses.end(now);
        endedAt = next.next().isEmpty() ? Optional.of(now) : Optional.empty();
        return this;
    }

    Draft amounts(Amount newTotal, Amount newMoved) {
        total = newTotal;
        moved = newMoved;
        return this;
    }

    Draft limit(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
        return this;
    }

    Draft message(String text) {
        message = text.replaceAll("\\p{Cntrl}+", " ");
        return this;
    }

    Draft report(SignedReport signed) {
        report = Optional.of(signed);
        return this;
    }

    RegionChange next() {
        return new RegionChange(
                before.id(),
                before.workspace(),
                before.from(),
                before.to(),
                before.requestedBy(),
                state,
                total,
                moved,
                bytesPerSecond,
                message,
                pauses,
                before.startedAt(),
                endedAt,
                report,
                before.version() + 1);
    }
}
