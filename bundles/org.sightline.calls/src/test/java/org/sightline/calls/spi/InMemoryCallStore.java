package org.sightline.calls.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.Invitation;
import org.sightline.events.Event;
import org.sightline.tenancy.WorkspaceId;

/** Calls in memory, for tests. */
public final class InMemoryCallStore implements CallStore {
    private record Key(WorkspaceId workspace, String id) {}

    private final Map<Key, Call> calls = new LinkedHashMap<>();
    private final Map<Key, Invitation> invitations = new LinkedHashMap<>();
    private final List<ConsentRecord> consents = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /** Every event that was written, oldest first. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public synchronized void insert(WorkspaceId workspace, Call call, Invitation invitation, List<Event> written) {
        requireOwner(workspace, call.workspace());
        requireOwner(workspace, invitation.workspace());
        if (calls.putIfAbsent(new Key(workspace, call.id().value()), call) != null) {
            throw new IllegalStateException("there is a " + call.id() + " already");
        }
        invitations.put(new Key(workspace, invitation.tokenHash()), invitation);
        events.addAll(written);
    }

    @Override
    public synchronized boolean update(WorkspaceId workspace, Call call, List<Event> written) {
        Key key = new Key(workspace, call.id().value());
        Call stored = calls.get(key);
        if (stored == null || stored.version() != call.version() - 1) {
            return false;
        }
        calls.put(key, call);
        events.addAll(written);
        return true;
    }

    @Override
    public synchronized Optional<Call> find(WorkspaceId workspace, CallId id) {
        return Optional.ofNullable(calls.get(new Key(workspace, id.value())));
    }

    @Override
    public synchronized List<Call> newest(WorkspaceId workspace, int limit) {
        return calls.values().stream()
                .filter(call -> call.workspace().equals(workspace))
                .sorted(Comparator.comparing(Call::createdAt)
                        .thenComparing(call -> call.id().value())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Call> unfinished() {
        return calls.values().stream()
                .filter(call -> call.state() != CallState.ENDED)
                .toList();
    }

    @Override
    public synchronized void replaceInvitation(WorkspaceId workspace, Invitation invitation) {
        requireOwner(workspace, invitation.workspace());
        invitations.replaceAll((key, old) -> isReplaced(old, invitation) ? revoked(old) : old);
        invitations.put(new Key(workspace, invitation.tokenHash()), invitation);
    }

    @Override
    public synchronized Optional<Invitation> findInvitation(WorkspaceId workspace, String tokenHash) {
        return Optional.ofNullable(invitations.get(new Key(workspace, tokenHash)));
    }

    @Override
    public synchronized void insertConsent(WorkspaceId workspace, ConsentRecord consent, List<Event> written) {
        requireOwner(workspace, consent.workspace());
        consents.add(consent);
        events.addAll(written);
    }

    @Override
    public synchronized List<ConsentRecord> consents(WorkspaceId workspace, CallId call) {
        return consents.stream()
                .filter(consent -> consent.workspace().equals(workspace))
                .filter(consent -> consent.call().equals(call))
                .toList();
    }

    private static boolean isReplaced(Invitation old, Invitation next) {
        return old.workspace().equals(next.workspace()) && old.call().equals(next.call()) && old.role() == next.role();
    }

    private static Invitation revoked(Invitation old) {
        return new Invitation(old.workspace(), old.call(), old.role(), old.tokenHash(), old.expiresAt(), true);
    }

    private static void requireOwner(WorkspaceId workspace, WorkspaceId owner) {
        if (!workspace.equals(owner)) {
            throw new IllegalArgumentException("it is of another workspace");
        }
    }
}
