package org.sightline.calls.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.Invitation;
import org.sightline.events.Event;
import org.sightline.tenancy.WorkspaceId;

/** Keeps calls, invitations and consents. Each method is one transaction, in which it also writes the events. */
@ConsumerType
public interface CallStore {

    void insert(WorkspaceId workspace, Call call, Invitation invitation, List<Event> events);

    /**
     * Replaces a call if its stored version is {@code call.version() - 1}.
     *
     * @return false, changing nothing, if it is not
     */
    boolean update(WorkspaceId workspace, Call call, List<Event> events);

    Optional<Call> find(WorkspaceId workspace, CallId id);

    /** Newest first. */
    List<Call> newest(WorkspaceId workspace, int limit);

    /** Calls that have not ended, of every workspace: what a restart must finish. */
    List<Call> unfinished();

    /** Revokes the call's invitations of that role and stores this one. */
    void replaceInvitation(WorkspaceId workspace, Invitation invitation);

    Optional<Invitation> findInvitation(WorkspaceId workspace, String tokenHash);

    void insertConsent(WorkspaceId workspace, ConsentRecord consent, List<Event> events);

    /** In the order in which they were given. */
    List<ConsentRecord> consents(WorkspaceId workspace, CallId call);
}
