package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.audit.Audit.Outcome;
import org.sightline.calls.CallException;
import org.sightline.calls.Calls.InvitationView;
import org.sightline.calls.Calls.Invited;
import org.sightline.calls.Calls.Ticket;
import org.sightline.tenancy.WorkspaceId;

/** Links and tickets. */
final class InvitationsTest {
    private final CallHouse house = new CallHouse();
    private final Invited invited = house.invited();

    @Test
    void aLinkCarriesTheWorkspaceAnd160RandomBits() {
        byte[] bytes = Base64.getUrlDecoder().decode(invited.token());

        assertEquals(36, bytes.length);
        assertEquals(
                house.workspace, InvitationToken.workspaceOf(invited.token()).orElseThrow());
        assertFalse(invited.token().equals(house.invited().token()));
        assertFalse(invited.toString().contains(invited.token()));
    }

    @Test
    void lookingDoesNotUseALinkUp() {
        InvitationView first = house.calls.view(invited.token());
        InvitationView second = house.calls.view(invited.token());

        assertEquals(first, second);
        assertEquals("Acme Heating", first.workspaceName());
        assertEquals("The terry", first.technicianName());
        assertEquals("Ann Customer", first.customerName());
        assertEquals("ca-central-1", first.region());
        assertEquals(house.time.instant().plus(Duration.ofHours(24)), first.expiresAt());
    }

    @Test
    void lookingIsAuditedOnceAMinute() {
        house.calls.view(invited.token());
        house.calls.view(invited.token());
        assertEquals(1, count("invitation.viewed"));
        house.time.pass(Duration.ofMinutes(1));

        house.calls.view(invited.token());

        assertEquals(2, count("invitation.viewed"));
    }

    @Test
    void joiningIsAuditedUnderTheParticipant() {
        Page customer = house.customer(invited);

        var entry = house.audit.entries.get(house.audit.entries.size() - 1);
        assertEquals("invitation.used", entry.action());
        assertEquals(customer.id(), entry.subject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aTokenThatLeadsNowhereIsInvalid(String token) {
        assertEquals("invitation-invalid", refused(token));
    }

    @Test
    void anotherWorkspacesTokenIsInvalid() {
        byte[] bytes = Base64.getUrlDecoder().decode(invited.token());
        byte[] foreign = Base64.getUrlDecoder().decode(InvitationToken.fresh(WorkspaceId.fresh()));
        System.arraycopy(foreign, 0, bytes, 0, 16);

        assertEquals("invitation-invalid", refused(Secret.text(bytes)));
    }

    @Test
    void anExpiredLinkIsRefusedAndTheRefusalAudited() {
        house.time.pass(Duration.ofHours(24));

        assertEquals("invitation-expired", refused(invited.token()));
        var entry = house.audit.entries.get(house.audit.entries.size() - 1);
        assertEquals("invitation.refused", entry.action());
        assertEquals(Outcome.REFUSED, entry.outcome());
        assertEquals("invitation-expired", entry.detail().get("reason"));
    }

    @Test
    void aReplacedLinkIsInvalidAndSoIsATicketThatWasBoughtWithIt() {
        Ticket ticket = house.calls.ticketFor(invited.token());

        Invited next = house.calls.invite(house.terry, invited.call().id());

        assertEquals("invitation-invalid", refused(invited.token()));
        assertEquals("ticket-invalid", refusedTicket(ticket.value()));
        house.customer(next);
    }

    @Test
    void anEndedCallsLinkSaysSo() {
        house.calls.end(house.terry, invited.call().id());

        assertEquals("call-ended", refused(invited.token()));
        assertEquals(
                "call-ended",
                assertThrows(
                                CallException.class,
                                () -> house.calls.ticket(
                                        house.terry, invited.call().id()))
                        .code());
        assertEquals(
                "call-ended",
                assertThrows(
                                CallException.class,
                                () -> house.calls.invite(
                                        house.terry, invited.call().id()))
                        .code());
    }

    @Test
    void aTicketOfACallThatHasEndedMeanwhileSaysSo() {
        Ticket ticket = house.calls.ticketFor(invited.token());
        house.calls.end(house.terry, invited.call().id());

        assertEquals("call-ended", refusedTicket(ticket.value()));
    }

    @Test
    void aTicketWorksOnce() {
        Ticket ticket = house.calls.ticketFor(invited.token());
        Page.joined(house, ticket.value());

        assertEquals("ticket-invalid", refusedTicket(ticket.value()));
    }

    @Test
    void aTicketExpires() {
        Ticket ticket = house.calls.ticketFor(invited.token());
        house.time.pass(Duration.ofSeconds(60));

        assertEquals("ticket-invalid", refusedTicket(ticket.value()));
        assertEquals("ticket-invalid", refusedTicket(""));
    }

    @Test
    void oneLinkDoesNotUseUpTheTicketsOfOthers() {
        Ticket others = house.calls.ticketFor(house.invited().token());
        Ticket first = house.calls.ticketFor(invited.token());
        List<Ticket> more = java.util.stream.Stream.generate(() -> house.calls.ticketFor(invited.token()))
                .limit(20)
                .toList();

        assertEquals("ticket-invalid", refusedTicket(first.value()));
        Page.joined(house, more.get(19).value());
        Page.joined(house, others.value());
    }

    @Test
    void whileNothingCanBeAuditedNobodyJoinsAndNothingIsCreated() {
        Ticket ticket = house.calls.ticketFor(invited.token());
        house.audit.broken = true;

        assertEquals("audit-unavailable", refusedTicket(ticket.value()));
        assertThrows(RuntimeException.class, house::invited);
        assertEquals(1, house.calls.list(house.terry, 10).size());
        assertTrue(house.live.resumes().count() == 0);
    }

    private String refused(String token) {
        String code = assertThrows(CallException.class, () -> house.calls.ticketFor(token))
                .code();
        assertEquals(
                code,
                assertThrows(CallException.class, () -> house.calls.view(token)).code());
        return code;
    }

    private String refusedTicket(String ticket) {
        return assertThrows(CallException.class, () -> Page.joined(house, ticket))
                .code();
    }

    private long count(String action) {
        return house.audit.actions().stream().filter(action::equals).count();
    }
}
