package org.sightline.calls.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.Consent;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.Invitation;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.events.Event;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link CallStore} does. Extend it, and give the store under test an empty start for each test. */
public abstract class CallStoreContract {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123Z");

    /** The workspace most tests work in; a store with foreign keys may need it to exist. */
    protected final WorkspaceId workspace = WorkspaceId.fresh();

    /** Another workspace. */
    protected final WorkspaceId stranger = WorkspaceId.fresh();

    protected abstract CallStore store();

    /** Every event that the store has written, in any order. */
    protected abstract List<Event> writtenEvents();

    @Test
    void aCallIsFoundAsItWasInserted() {
        Call call = inserted(workspace, NOON);

        assertEquals(Optional.of(call), store().find(workspace, call.id()));
    }

    @Test
    void anUnknownCallIsEmpty() {
        assertEquals(Optional.empty(), store().find(workspace, CallId.fresh()));
    }

    @Test
    void anotherWorkspaceNeitherFindsNorListsNorChangesIt() {
        Call call = inserted(workspace, NOON);

        assertEquals(Optional.empty(), store().find(stranger, call.id()));
        assertEquals(List.of(), store().newest(stranger, 10));
        assertFalse(store().update(stranger, moved(call, CallState.RINGING), List.of()));
        assertEquals(Optional.of(call), store().find(workspace, call.id()));
    }

    @Test
    void namesOfAnyScriptAndOfFullLengthAreKept() {
        Call call = call(workspace, NOON, "Zoë 李 " + "\ud83d\udcde".repeat(113));
        store().insert(workspace, call, invitation(call), List.of());

        assertEquals(Optional.of(call), store().find(workspace, call.id()));
    }

    @Test
    void aSecondCallOfTheSameIdIsRefusedAndWritesNoEvent() {
        Call call = inserted(workspace, NOON);
        Event event = event(call);

        assertThrows(RuntimeException.class, () -> store().insert(workspace, call, invitation(call), List.of(event)));

        assertFalse(writtenEvents().contains(event));
    }

    @Test
    void anUpdateReplacesTheCall() {
        Call call = inserted(workspace, NOON);
        Call ended = new Call(
                call.id(),
                workspace,
                call.technician(),
                call.technicianName(),
                call.customerName(),
                CallState.ENDED,
                NOON,
                Optional.of(NOON.plusMillis(7_001)),
                Optional.of(NOON.plusMillis(61_999)),
                Optional.of("technician"),
                1);

        assertTrue(store().update(workspace, ended, List.of()));

        assertEquals(Optional.of(ended), store().find(workspace, call.id()));
    }

    @Test
    void aStaleUpdateChangesNothingAndWritesNoEvent() {
        Call call = inserted(workspace, NOON);
        Call ringing = moved(call, CallState.RINGING);
        assertTrue(store().update(workspace, ringing, List.of()));
        Event event = event(call);

        assertFalse(store().update(workspace, moved(call, CallState.ENDED), List.of(event)));

        assertEquals(Optional.of(ringing), store().find(workspace, call.id()));
        assertFalse(writtenEvents().contains(event));
    }

    @Test
    void anUpdateOfAnUnknownCallChangesNothing() {
        Call call = moved(call(workspace, NOON, "Ann"), CallState.RINGING);

        assertFalse(store().update(workspace, call, List.of()));

        assertEquals(Optional.empty(), store().find(workspace, call.id()));
    }

    @Test
    void eventsAreWrittenWithTheirChange() {
        Call call = call(workspace, NOON, "Ann");
        Event created = event(call);
        Event rang = event(call);
        Event consented = event(call);

        store().insert(workspace, call, invitation(call), List.of(created));
        store().update(workspace, moved(call, CallState.RINGING), List.of(rang));
        store().insertConsent(workspace, consent(call, Consent.GIVEN, NOON), List.of(consented));

        assertTrue(new HashSet<>(writtenEvents()).containsAll(List.of(created, rang, consented)));
    }

    @Test
    void theNewestComeFirstAndNoMoreThanAsked() {
        Call old = inserted(workspace, NOON);
        Call young = inserted(workspace, NOON.plusSeconds(60));
        Call middle = inserted(workspace, NOON.plusSeconds(30));
        inserted(stranger, NOON.plusSeconds(90));

        assertEquals(List.of(young, middle, old), store().newest(workspace, 10));
        assertEquals(List.of(young, middle), store().newest(workspace, 2));
    }

    @Test
    void theUnfinishedOfEveryWorkspaceAreFound() {
        Call created = inserted(workspace, NOON);
        Call ringing = moved(inserted(stranger, NOON), CallState.RINGING);
        assertTrue(store().update(stranger, ringing, List.of()));
        Call ended = moved(inserted(workspace, NOON), CallState.ENDED);
        assertTrue(store().update(workspace, ended, List.of()));

        List<Call> unfinished = store().unfinished();

        assertEquals(2, unfinished.size());
        assertTrue(unfinished.containsAll(List.of(created, ringing)));
    }

    @Test
    void anInvitationIsFoundByItsHashInItsWorkspaceOnly() {
        Call call = call(workspace, NOON, "Ann");
        Invitation invitation = invitation(call);
        store().insert(workspace, call, invitation, List.of());

        assertEquals(Optional.of(invitation), store().findInvitation(workspace, invitation.tokenHash()));
        assertEquals(Optional.empty(), store().findInvitation(stranger, invitation.tokenHash()));
        assertEquals(Optional.empty(), store().findInvitation(workspace, hash()));
    }

    @Test
    void aReplacedInvitationIsRevokedAndStaysFindable() {
        Call call = call(workspace, NOON, "Ann");
        Invitation first = invitation(call);
        store().insert(workspace, call, first, List.of());
        Invitation second = invitation(call);

        store().replaceInvitation(workspace, second);

        assertTrue(store().findInvitation(workspace, first.tokenHash())
                .orElseThrow()
                .revoked());
        assertEquals(Optional.of(second), store().findInvitation(workspace, second.tokenHash()));
    }

    @Test
    void replacingAnInvitationLeavesOtherCallsAndOtherRolesAlone() {
        Call call = call(workspace, NOON, "Ann");
        Call other = call(workspace, NOON, "Bob");
        Invitation ofOther = invitation(other);
        Invitation ofTechnician =
                new Invitation(workspace, call.id(), ParticipantRole.TECHNICIAN, hash(), NOON.plusSeconds(60), false);
        store().insert(workspace, call, invitation(call), List.of());
        store().insert(workspace, other, ofOther, List.of());
        store().replaceInvitation(workspace, ofTechnician);

        store().replaceInvitation(workspace, invitation(call));

        assertEquals(Optional.of(ofOther), store().findInvitation(workspace, ofOther.tokenHash()));
        assertEquals(Optional.of(ofTechnician), store().findInvitation(workspace, ofTechnician.tokenHash()));
    }

    @Test
    void consentsAreKeptInTheirOrderEachAnswerOfItsOwn() {
        Call call = inserted(workspace, NOON);
        ParticipantId participant = ParticipantId.fresh();
        List<ConsentRecord> given = List.of(
                consent(call, participant, Consent.GIVEN, NOON),
                consent(call, Consent.REFUSED, NOON),
                consent(call, participant, Consent.WITHDRAWN, NOON.plusSeconds(5)),
                consent(call, participant, Consent.GIVEN, NOON.plusSeconds(9)));
        given.forEach(consent -> store().insertConsent(workspace, consent, List.of()));

        assertEquals(given, store().consents(workspace, call.id()));
        assertEquals(List.of(), store().consents(workspace, CallId.fresh()));
        assertEquals(List.of(), store().consents(stranger, call.id()));
    }

    private Call inserted(WorkspaceId owner, Instant createdAt) {
        Call call = call(owner, createdAt, "Ann");
        store().insert(owner, call, invitation(call), List.of());
        return call;
    }

    /** A call that has just been created. */
    protected static Call call(WorkspaceId workspace, Instant createdAt, String customerName) {
        return new Call(
                CallId.fresh(),
                workspace,
                UserId.fresh(),
                "Terry Technician",
                customerName,
                CallState.CREATED,
                createdAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Call moved(Call call, CallState state) {
        return new Call(
                call.id(),
                call.workspace(),
                call.technician(),
                call.technicianName(),
                call.customerName(),
                state,
                call.createdAt(),
                call.liveAt(),
                call.endedAt(),
                call.endReason(),
                call.version() + 1);
    }

    private static Invitation invitation(Call call) {
        return new Invitation(
                call.workspace(), call.id(), ParticipantRole.CUSTOMER, hash(), NOON.plusSeconds(86_400), false);
    }

    private static ConsentRecord consent(Call call, Consent consent, Instant at) {
        return consent(call, ParticipantId.fresh(), consent, at);
    }

    private static ConsentRecord consent(Call call, ParticipantId participant, Consent consent, Instant at) {
        return new ConsentRecord(call.workspace(), call.id(), participant, ParticipantRole.CUSTOMER, consent, at);
    }

    /** Sixty-four random hex digits, the form of a token's hash. */
    private static String hash() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    private static Event event(Call call) {
        return Event.of(call.workspace(), "calls.call-created", call.id().value(), NOON, Map.of("customers", "1"));
    }
}
