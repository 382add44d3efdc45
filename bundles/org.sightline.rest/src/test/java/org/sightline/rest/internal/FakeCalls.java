package org.sightline.rest.internal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.access.NotFoundException;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;

/** Calls in memory; the token of an invitation is its call's id. */
final class FakeCalls implements Calls {
    private static final Instant SOON = FakeTenancy.NOW.plusSeconds(60);

    private final Map<CallId, Call> calls = new ConcurrentHashMap<>();
    volatile RuntimeException fault;

    @Override
    public Invited create(Caller caller, String customerName) {
        Call call = new Call(
                CallId.fresh(),
                caller.workspace(),
                new UserId(caller.subject()),
                "The technician",
                customerName,
                CallState.CREATED,
                FakeTenancy.NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        calls.put(call.id(), call);
        return new Invited(call, call.id().value(), SOON);
    }

    @Override
    public Invited invite(Caller caller, CallId id) {
        return new Invited(get(caller, id), id.value(), SOON);
    }

    @Override
    public Call get(Caller caller, CallId id) {
        if (fault != null) {
            throw fault;
        }
        return Optional.ofNullable(calls.get(id))
                .filter(call -> call.workspace().equals(caller.workspace()))
                .orElseThrow(() -> new NotFoundException(id.value()));
    }

    @Override
    public List<Call> list(Caller caller, int limit) {
        return calls.values().stream()
                .filter(call -> call.workspace().equals(caller.workspace()))
                .sorted(Comparator.comparing((Call call) -> call.id().value()).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Call end(Caller caller, CallId id) {
        Call call = get(caller, id);
        Call ended = new Call(
                id,
                call.workspace(),
                call.technician(),
                call.technicianName(),
                call.customerName(),
                CallState.ENDED,
                call.createdAt(),
                call.liveAt(),
                Optional.of(SOON),
                Optional.of("technician"),
                call.version() + 1);
        calls.put(id, ended);
        return ended;
    }

    @Override
    public Ticket ticket(Caller caller, CallId id) {
        get(caller, id);
        return new Ticket("ticket", SOON);
    }

    @Override
    public InvitationView view(String token) {
        Call call = calls.values().stream()
                .filter(each -> each.id().value().equals(token))
                .findFirst()
                .orElseThrow(() -> new CallException("invitation-invalid", "this link is not valid"));
        if (call.state() == CallState.ENDED) {
            throw new CallException("call-ended", "the call is over");
        }
        return new InvitationView(
                call.id(), "Company", call.technicianName(), call.customerName(), "ca-central-1", SOON);
    }

    @Override
    public Ticket ticketFor(String token) {
        view(token);
        return new Ticket("ticket", SOON);
    }
}
