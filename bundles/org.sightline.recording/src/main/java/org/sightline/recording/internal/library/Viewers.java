package org.sightline.recording.internal.library;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.Resource;
import org.sightline.audit.Audit;
import org.sightline.recording.Recording;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;

/** Asks whether somebody may do something with a recording, telling the policies what they need to know. */
final class Viewers {
    private final AccessControl access;
    private final Audit audit;
    private final Users users;

    Viewers(AccessControl access, Audit audit, Users users) {
        this.access = access;
        this.audit = audit;
        this.users = users;
    }

    /** @throws AccessDeniedException if not */
    void require(Caller caller, Action action, Recording recording) {
        Optional<User> user = user(caller);
        if (deactivated(caller, user)) {
            String reason = gone().reason();
            String id = recording.id().value();
            audit.record(caller, action.toString(), id, Audit.Outcome.REFUSED, Map.of("reason", reason));
            throw new AccessDeniedException(action, gone());
        }
        access.require(new AccessRequest(caller, action, resource(recording, user)));
    }

    /** The same without effect. */
    Decision explain(Caller caller, Action action, Recording recording) {
        Optional<User> user = user(caller);
        return deactivated(caller, user)
                ? gone()
                : access.explain(new AccessRequest(caller, action, resource(recording, user)));
    }

    /** Those of a list with which the caller may do it. */
    Stream<Recording> permitted(Caller caller, Action action, List<Recording> recordings) {
        Optional<User> user = user(caller);
        if (deactivated(caller, user)) {
            return Stream.empty();
        }
        return recordings.stream()
                .filter(recording -> access.explain(new AccessRequest(caller, action, resource(recording, user)))
                        .permitted());
    }

    private static Decision gone() {
        return new Decision(false, "the user is not active", List.of());
    }

    private static boolean isUser(Caller caller) {
        return caller.roles().stream().anyMatch(Role::ofUsers);
    }

    private Optional<User> user(Caller caller) {
        if (!isUser(caller)) {
            return Optional.empty();
        }
        try {
            return Optional.of(users.get(caller, new UserId(caller.subject())));
        } catch (TenancyException e) {
            return Optional.empty();
        }
    }

    private static boolean deactivated(Caller caller, Optional<User> user) {
        return isUser(caller) && user.filter(User::active).isEmpty();
    }

    private static Resource resource(Recording recording, Optional<User> user) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(Resource.TECHNICIAN, recording.technician().value());
        user.ifPresent(
                found -> attributes.put(Resource.AUTHORISED_TO_REVIEW, Boolean.toString(found.authorisedToReview())));
        return new Resource(recording.workspace(), recording.id().value(), attributes);
    }
}
