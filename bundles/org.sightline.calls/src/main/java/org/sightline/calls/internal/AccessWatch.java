package org.sightline.calls.internal;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.spi.TenancyListener;

/** Takes users out of their calls as soon as their sessions end or they are deactivated. */
@Component
public final class AccessWatch implements TenancyListener {
    private static final Set<String> ENDING =
            Set.of("user-deactivated", "password-reset", "sessions-ended", "signed-out");

    private final LiveCalls live;
    private final TicketOffice office;

    @Activate
    public AccessWatch(@Reference LiveCalls live, @Reference TicketOffice office) {
        this.live = live;
        this.office = office;
    }

    @Override
    public void changed(Caller caller, Change change) {
        if (ENDING.contains(change.type())) {
            userOf(caller, change).ifPresent(user -> {
                office.tickets()
                        .revoke(claim -> claim.workspace().equals(caller.workspace())
                                && claim.user().equals(Optional.of(user)));
                live.expel(caller.workspace(), user);
            });
        }
    }

    /** The user whom the change names; a session's change names the session and is made by its user. */
    private static Optional<UserId> userOf(Caller caller, Change change) {
        return Stream.of(change.resource(), change.detail().getOrDefault("user", ""), caller.subject())
                .filter(id -> id.startsWith("usr_"))
                .findFirst()
                .map(UserId::new);
    }
}
