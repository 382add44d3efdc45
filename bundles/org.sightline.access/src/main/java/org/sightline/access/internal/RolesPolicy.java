package org.sightline.access.internal;

import static org.sightline.access.Action.CALL_CREATE;
import static org.sightline.access.Action.CALL_END;
import static org.sightline.access.Action.CALL_JOIN;
import static org.sightline.access.Action.CALL_VIEW;
import static org.sightline.access.Action.PLATFORM_MANAGE;
import static org.sightline.access.Action.RECORDING_LIST;
import static org.sightline.access.Action.RECORDING_VERIFY;
import static org.sightline.access.Action.RECORDING_WATCH;
import static org.sightline.access.Action.USERS_VIEW;
import static org.sightline.access.Action.WORKSPACE_VIEW;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.tenancy.Role;

/** Which role may do what. Watching a recording is no role's right; it is left to other policies. */
@Component
public final class RolesPolicy implements AccessPolicy {
    static final String NAME = "roles";

    /** On everything of the workspace. */
    private static final Map<Role, Set<Action>> ANY = new EnumMap<>(Map.of(
            Role.TECHNICIAN,
            EnumSet.of(CALL_CREATE, WORKSPACE_VIEW),
            Role.SUPERVISOR,
            EnumSet.of(CALL_CREATE, CALL_VIEW, CALL_JOIN, CALL_END, RECORDING_LIST, WORKSPACE_VIEW),
            Role.ADMINISTRATOR,
            EnumSet.complementOf(EnumSet.of(PLATFORM_MANAGE, RECORDING_WATCH)),
            Role.OPERATOR,
            EnumSet.complementOf(EnumSet.of(CALL_CREATE, CALL_JOIN, RECORDING_WATCH)),
            Role.PLATFORM,
            EnumSet.of(CALL_VIEW, CALL_END, RECORDING_LIST, RECORDING_VERIFY, WORKSPACE_VIEW, USERS_VIEW),
            Role.CUSTOMER,
            EnumSet.noneOf(Action.class)));

    /** On calls that the technician holds, and their recordings. */
    private static final Set<Action> OWN = EnumSet.of(CALL_VIEW, CALL_JOIN, CALL_END, RECORDING_LIST);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Vote vote(AccessRequest request) {
        if (request.action() == RECORDING_WATCH && request.caller().is(Role.OPERATOR)) {
            return new Vote(NAME, Choice.DENY, "operators run the platform and never watch recordings");
        }
        for (Role role : request.caller().roles()) {
            if (ANY.get(role).contains(request.action())) {
                return new Vote(NAME, Choice.PERMIT, "the role " + text(role) + " allows it");
            }
        }
        if (OWN.contains(request.action()) && request.caller().is(Role.TECHNICIAN) && isOwn(request)) {
            return new Vote(NAME, Choice.PERMIT, "it is this technician's own call");
        }
        return new Vote(NAME, Choice.ABSTAIN, "no role of the caller allows it");
    }

    private static boolean isOwn(AccessRequest request) {
        return request.caller().subject().equals(request.resource().attributes().get(Resource.TECHNICIAN));
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
