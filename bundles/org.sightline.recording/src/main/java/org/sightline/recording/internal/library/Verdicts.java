package org.sightline.recording.internal.library;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.sightline.audit.Audit;
import org.sightline.events.Event;
import org.sightline.events.Events;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings.Verification;
import org.sightline.recording.internal.spool.Happenings;
import org.sightline.recording.spi.RecordingCheckStore;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what verifications of stored recordings find, and makes damage known. */
final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    private final RecordingCheckStore checks;
    private final Events events;
    private final Audit audit;
    private final Clock clock;

    Verdicts(RecordingCheckStore checks, Events events, Audit audit, Clock clock) {
        this.checks = checks;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws RuntimeException if it cannot be audited or kept: it is then found again at the next check */
    void keep(Recording recording, Verification found) {
        if (recording.state() != RecordingState.STORED) {
            return;
        }
        String message = found.message();
        Check check = new Check(
                clock.instant(),
                found.intact(),
                message.substring(0, Math.min(message.length(), Check.MOST_CHARACTERS)));
        boolean wasDamaged = recording.check().filter(last -> !last.intact()).isPresent();
        boolean sameAsBefore = recording
                .check()
                .filter(last ->
                        last.intact() == check.intact() && last.message().equals(check.message()))
                .isPresent();
        boolean news = !sameAsBefore && (wasDamaged || !check.intact());
        if (news) {
            tell(recording, check);
        }
        List<Event> happened = news && !check.intact() ? List.of(Happenings.damaged(recording, check.at())) : List.of();
        checks.checked(recording.workspace(), recording.id(), check, happened);
        if (!happened.isEmpty()) {
            events.wake();
        }
    }

    private void tell(Recording recording, Check check) {
        if (!check.intact()) {
            LOG.error("{} is damaged: {}", recording.id(), check.message());
        }
        audit.record(
                Caller.platform(recording.workspace()),
                check.intact() ? "recording.intact-again" : "recording.damaged",
                recording.id().value(),
                check.intact() ? Audit.Outcome.DONE : Audit.Outcome.FAILED,
                Map.of("message", check.message(), "region", recording.region()));
    }
}
