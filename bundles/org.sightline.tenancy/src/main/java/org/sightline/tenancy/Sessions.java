package org.sightline.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Server-side sessions of users. A token is the workspace's id and 32 random bytes in base64url; only its hash is stored.
 */
@ProviderType
public interface Sessions {

    /**
     * Signs a user in. Failure takes as long as success and says nothing about which part was wrong; after repeated
     * failures an account is throttled; a code that is missing or wrong counts like a wrong password.
     *
     * @param code of the authenticator app, or a recovery code; needed by users who have set one up ({@link SecondFactors})
     * @param previousToken a session to end because this one replaces it, or empty
     * @throws TenancyException {@code wrong-credentials}, {@code login-throttled}; if the password is right,
     *     {@code totp-required} without a code, {@code totp-wrong} with a wrong or used one, {@code key-unavailable}
     */
    SignedIn signIn(
            String workspaceName,
            String userName,
            char[] password,
            Optional<String> code,
            Optional<String> previousToken);

    /**
     * Whom a token belongs to; prolongs the session's idle limit. Empty if the token is malformed, unknown, expired,
     * ended, or its user inactive.
     */
    Optional<Session> authenticate(String token);

    /** Ends the session of this token, if there is one. */
    void signOut(String token);

    /** The sessions of the caller's own user. */
    List<Session> mine(Caller caller);

    /** Ends every session of a user of the caller's workspace. */
    void endAll(Caller caller, UserId user);

    /**
     * A session.
     *
     * @param id public name of the session (not its token)
     * @param totpDue the workspace requires an authenticator app and the user has none: nothing is allowed before it is
     *     set up
     */
    record Session(String id, User user, Instant signedInAt, Instant expiresAt, boolean totpDue) {}

    /** A new session; {@code token} is shown to nobody but its user's browser. */
    record SignedIn(String token, Session session) {
        @Override
        public String toString() {
            return "SignedIn[" + session.id() + "]";
        }
    }
}
