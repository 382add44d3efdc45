package org.sightline.access.workinghours.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.access.spi.AccessPolicyContract;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

final class WorkingHoursPolicyTest extends AccessPolicyContract {
    private final WorkspaceId workspace = WorkspaceId.fresh();

    @Override
    protected AccessPolicy policy() {
        return at("2026-03-02T20:00:00Z");
    }

    @Override
    protected WorkspaceId workspace() {
        return workspace;
    }

    @Test
    void techniciansDoNotWatchAfterHoursAndAreToldWhen() {
        Vote vote = at("2026-03-02T20:00:00Z").vote(request(Action.RECORDING_WATCH, Role.TECHNICIAN));
        assertEquals(Choice.DENY, vote.choice());
        assertEquals("technicians watch recordings in working hours only: 08:00 to 18:00 (UTC)", vote.reason());
    }

    @Test
    void inWorkingHoursOthersDecide() {
        Vote vote = at("2026-03-02T09:00:00Z").vote(request(Action.RECORDING_WATCH, Role.TECHNICIAN));
        assertEquals(Choice.ABSTAIN, vote.choice());
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "TECHNICIAN")
    void nobodyElseIsConcerned(Role role) {
        Vote vote = at("2026-03-02T20:00:00Z").vote(request(Action.RECORDING_WATCH, role));
        assertEquals(Choice.ABSTAIN, vote.choice());
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, mode = EnumSource.Mode.EXCLUDE, names = "RECORDING_WATCH")
    void nothingElseIsConcerned(Action action) {
        Vote vote = at("2026-03-02T20:00:00Z").vote(request(action, Role.TECHNICIAN));
        assertEquals(Choice.ABSTAIN, vote.choice());
    }

    private AccessRequest request(Action action, Role role) {
        Caller caller = new Caller(workspace, UserId.fresh().value(), Set.of(role));
        return new AccessRequest(caller, action, new Resource(workspace, "rec_1", Map.of()));
    }

    private static WorkingHoursPolicy at(String instant) {
        WorkingHours hours = WorkingHours.of("UTC", new String[] {"monday"}, "08:00", "18:00");
        return new WorkingHoursPolicy(hours, Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }
}
