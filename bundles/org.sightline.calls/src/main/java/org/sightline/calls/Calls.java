package org.sightline.calls;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** The calls of the caller's workspace. Every method asks the access bundle first. */
@ProviderType
public interface Calls {

    /** Creates a call held by the caller, and the customer's invitation to it. */
    Invited create(Caller caller, String customerName);

    /** Replaces the customer's invitation; the old link stops working. */
    Invited invite(Caller caller, CallId id);

    /** @throws org.sightline.access.NotFoundException if there is none in the caller's workspace */
    Call get(Caller caller, CallId id);

    /** The newest calls, newest first. @param limit 1 to 200 */
    List<Call> list(Caller caller, int limit);

    /** Ends a call for everyone; ending an ended one does nothing. */
    Call end(Caller caller, CallId id);

    /** A ticket with which the caller, a user, connects to its call within a minute, once. */
    Ticket ticket(Caller caller, CallId id);

    /**
     * What somebody with a link may see before joining. Looking does not use it up.
     *
     * @throws CallException {@code invitation-invalid}, {@code invitation-expired}, {@code call-ended}
     */
    InvitationView view(String invitationToken);

    /** A ticket for whoever holds the link. @throws CallException as {@link #view} */
    Ticket ticketFor(String invitationToken);

    /**
     * A call and its invitation's token: the workspace's id and 20 random bytes, in base64url; shown once, stored hashed.
     */
    record Invited(Call call, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Invited[" + call.id() + "]";
        }
    }

    /** A one-time ticket, valid for 60 s. */
    record Ticket(String value, Instant expiresAt) {
        @Override
        public String toString() {
            return "Ticket";
        }
    }

    /** What the customer sees before joining: who calls and whether it may be recorded. */
    record InvitationView(
            CallId call,
            String workspaceName,
            String technicianName,
            String customerName,
            String region,
            Instant expiresAt) {}
}
