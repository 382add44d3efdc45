package org.sightline.tenancy.internal;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SecretSeal;
import org.sightline.tenancy.spi.TotpStore;
import org.sightline.tenancy.spi.TotpStore.StoredTotp;
import org.sightline.tenancy.spi.WorkspaceStore;

/** Checks the codes that users type, and uses them up. */
@Component(service = TotpCodes.class)
public final class TotpCodes {
    static final String SETTING = "tenancy.totp";
    static final String REQUIRED = "required";
    static final String OPTIONAL = "optional";

    private final TotpStore store;
    private final WorkspaceStore workspaces;
    private final SecretSeal seal;
    private final Announcements announcements;
    private final Clock clock;

    @Activate
    public TotpCodes(
            @Reference TotpStore store,
            @Reference WorkspaceStore workspaces,
            @Reference SecretSeal seal,
            @Reference Announcements announcements) {
        this(store, workspaces, seal, announcements, Clock.systemUTC());
    }

    TotpCodes(TotpStore store, WorkspaceStore workspaces, SecretSeal seal, Announcements announcements, Clock clock) {
        this.store = store;
        this.workspaces = workspaces;
        this.seal = seal;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Whether the workspace insists on codes; so it does if what is set makes no sense. */
    boolean required(WorkspaceId workspace) {
        return !workspaces.setting(workspace, SETTING).orElse(OPTIONAL).equals(OPTIONAL);
    }

    /** Whether this user's sign-in takes a code. */
    boolean enabled(User user) {
        return store.find(user.workspace(), user.id())
                .filter(StoredTotp::confirmed)
                .isPresent();
    }

    /** Whether this user has to set an app up before anything else. */
    boolean due(User user) {
        return required(user.workspace()) && !enabled(user);
    }

    /** Whether the code is right for a user whose sign-in takes one; it is worth nothing afterwards. */
    boolean use(User user, String typed) {
        Optional<String> recovery = RecoveryCode.hash(typed);
        if (recovery.isPresent()) {
            return useRecoveryCode(user, recovery.get());
        }
        Optional<StoredTotp> stored = store.find(user.workspace(), user.id()).filter(StoredTotp::confirmed);
        OptionalLong step = stored.isEmpty() ? OptionalLong.empty() : match(user, stored.get(), typed);
        return step.isPresent() && store.useStep(user.workspace(), user.id(), step.getAsLong());
    }

    /** Which step's code of the stored secret was typed. */
    OptionalLong match(User user, StoredTotp stored, String typed) {
        byte[] secret = seal.open(user.workspace(), context(user.id()), stored.sealedSecret());
        try {
            return Totp.match(secret, typed.strip().replace(" ", ""), Totp.step(clock.instant()));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    String sealed(User user, byte[] secret) {
        return seal.seal(user.workspace(), context(user.id()), secret);
    }

    private boolean useRecoveryCode(User user, String hash) {
        boolean used = store.useRecoveryCode(user.workspace(), user.id(), hash);
        if (used) {
            int left = store.recoveryCodes(user.workspace(), user.id());
            announcements.tell(
                    user.caller(), "recovery-code-used", user.id().value(), Map.of("left", String.valueOf(left)));
        }
        return used;
    }

    private static String context(UserId user) {
        return "totp/" + user.value();
    }
}
