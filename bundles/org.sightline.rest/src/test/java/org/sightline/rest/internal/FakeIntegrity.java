package org.sightline.rest.internal;

import java.util.List;
import java.util.Optional;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.recording.Check;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.Caller;

/** Checks that have found one recording damaged. */
final class FakeIntegrity implements IntegrityChecks {
    static final RecordingId DAMAGED = RecordingId.fresh();
    private final AccessControl access;
    private volatile Progress progress;

    /** The configured rate is 0. */
    volatile boolean off;

    FakeIntegrity(AccessControl access) {
        this.access = access;
    }

    @Override
    public Findings findings(Caller caller) {
        require(caller);
        Check check = new Check(FakeTenancy.NOW, false, "take 1: record 7 was altered");
        return new Findings(
                10,
                9,
                1,
                Optional.of(FakeTenancy.NOW),
                List.of(new Damaged(DAMAGED, check)),
                Optional.ofNullable(progress));
    }

    @Override
    public Progress begin(Caller caller) {
        require(caller);
        if (off) {
            throw new RecordingException("checks-off", "the rate of checks is 0", null);
        }
        progress = new Progress(FakeTenancy.NOW, 10, 0, 0, 0, false);
        return progress;
    }

    private void require(Caller caller) {
        access.require(new AccessRequest(caller, Action.RECORDING_VERIFY, Resource.of(caller.workspace())));
    }
}
