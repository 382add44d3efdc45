package org.sightline.tenancy.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.SecondFactors;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;
import org.sightline.tenancy.internal.Credentials.Checked;
import org.sightline.tenancy.spi.SessionStore;
import org.sightline.tenancy.spi.TotpStore;
import org.sightline.tenancy.spi.TotpStore.StoredTotp;

/** Second factors over their store. */
@Component
public final class StoredSecondFactors implements SecondFactors {
    private final TotpStore store;
    private final SessionStore sessions;
    private final Workspaces workspaces;
    private final Users users;
    private final Credentials credentials;
    private final TotpCodes codes;
    private final Announcements announcements;

    @Activate
    public StoredSecondFactors(
            @Reference TotpStore store,
            @Reference SessionStore sessions,
            @Reference Workspaces workspaces,
            @Reference Users users,
            @Reference Credentials credentials,
            @Reference TotpCodes codes,
            @Reference Announcements announcements) {
        this.store = store;
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.users = users;
        this.credentials = credentials;
        this.codes = codes;
        this.announcements = announcements;
    }

    @Override
    public Status status(Caller caller) {
        User user = ownUser(caller);
        return new Status(
                codes.enabled(user),
                codes.required(user.workspace()),
                store.recoveryCodes(user.workspace(), user.id()));
    }

    @Override
    public Enrolment enrol(Caller caller, char[] password) {
        User user = ownUser(caller);
        Workspace workspace = workspaces.get(caller);
        credentials.succeeded(check(user, workspace, password));
        byte[] secret = Totp.freshSecret();
        try {
            if (!store.enrol(user.workspace(), user.id(), codes.sealed(user, secret))) {
                throw new TenancyException("totp-enabled", "an authenticator app is set up already");
            }
            String text = Totp.base32(secret);
            return new Enrolment(text, uri(workspace, user, text));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public List<String> confirm(Caller caller, String code, Optional<String> token) {
        User user = ownUser(caller);
        StoredTotp waiting = store.find(user.workspace(), user.id())
                .filter(stored -> !stored.confirmed())
                .orElseThrow(() -> new TenancyException("totp-off", "no authenticator app waits to be confirmed"));
        OptionalLong step = codes.match(user, waiting, code);
        if (step.isEmpty()) {
            throw wrongCode();
        }
        List<String> recoveryCodes = RecoveryCode.freshSet();
        List<String> hashes = recoveryCodes.stream()
                .map(each -> RecoveryCode.hash(each).orElseThrow())
                .toList();
        if (!store.confirm(user.workspace(), user.id(), waiting.sealedSecret(), step.getAsLong(), hashes)) {
            throw wrongCode(); // set up once more meanwhile, or confirmed
        }
        SessionToken.endOthers(sessions, user, token);
        announcements.tell(caller, "totp-enabled", user.id().value(), Map.of());
        return recoveryCodes;
    }

    @Override
    public void disable(Caller caller, char[] password, String code) {
        User user = ownUser(caller);
        Checked checked = check(user, workspaces.get(caller), password);
        if (!codes.enabled(user)) {
            throw new TenancyException("totp-off", "no authenticator app is set up");
        }
        if (!codes.use(user, code)) {
            throw wrongCode();
        }
        credentials.succeeded(checked);
        store.delete(user.workspace(), user.id());
        announcements.tell(caller, "totp-disabled", user.id().value(), Map.of());
    }

    @Override
    public void reset(Caller caller, UserId id) {
        User user = users.get(caller, id);
        store.delete(user.workspace(), user.id());
        int ended = sessions.deleteOfUser(user.workspace(), user.id());
        announcements.tell(caller, "totp-reset", user.id().value(), Map.of());
        // Whoever holds something open for the user listens for this one.
        announcements.tell(caller, "sessions-ended", user.id().value(), Map.of("sessions", String.valueOf(ended)));
    }

    @Override
    public void require(Caller caller, boolean required) {
        if (codes.required(caller.workspace()) != required) {
            workspaces.changeSetting(caller, TotpCodes.SETTING, required ? TotpCodes.REQUIRED : TotpCodes.OPTIONAL);
        }
    }

    private Checked check(User user, Workspace workspace, char[] password) {
        return credentials
                .check(workspace.id(), workspace.name(), user.name(), password)
                .orElseThrow(() -> new TenancyException("wrong-credentials", "the password is wrong"));
    }

    private User ownUser(Caller caller) {
        try {
            return users.get(caller, new UserId(caller.subject()));
        } catch (IllegalArgumentException e) {
            throw new TenancyException("no-such-user", "there is no user " + caller.subject());
        }
    }

    private static TenancyException wrongCode() {
        return new TenancyException("totp-wrong", "the code is wrong, too old or used already");
    }

    /** As authenticator apps read it: issuer and account in the path, the issuer once more as a parameter. */
    private static String uri(Workspace workspace, User user, String secret) {
        String issuer = encode("Sightline " + workspace.name());
        return "otpauth://totp/" + issuer + ":" + encode(user.name()) + "?secret=" + secret + "&issuer=" + issuer
                + "&algorithm=SHA1&digits=6&period=30";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
