package org.sightline.shell.internal;

import java.util.List;
import java.util.Optional;
import org.sightline.recording.Check;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.Caller;

/** Checks that have found one recording damaged. */
final class FakeIntegrity implements IntegrityChecks {
    final RecordingId damaged = RecordingId.fresh();
    private Progress progress;
    boolean off;

    @Override
    public Findings findings(Caller caller) {
        Check check = new Check(FakePlatform.NOW, false, "take 1: record 7 was altered");
        return new Findings(
                10,
                9,
                1,
                Optional.of(FakePlatform.NOW),
                List.of(new Damaged(damaged, check)),
                Optional.ofNullable(progress));
    }

    @Override
    public Progress begin(Caller caller) {
        if (off) {
            throw new RecordingException("checks-off", "the configured rate is 0", null);
        }
        progress = new Progress(FakePlatform.NOW, 10, 3, 1, 2, false);
        return progress;
    }
}
