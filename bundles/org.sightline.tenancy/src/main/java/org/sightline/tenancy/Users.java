package org.sightline.tenancy;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The users of the caller's workspace. */
@ProviderType
public interface Users {

    /**
     * Adds a user with a generated one-time password, which must be changed at the first sign-in.
     *
     * @throws TenancyException {@code user-exists}, {@code invalid-username}, {@code invalid-displayname},
     *     {@code invalid-role}
     */
    NewUser add(Caller caller, String name, String displayName, Role role);

    /** @throws TenancyException {@code no-such-user} */
    User get(Caller caller, UserId id);

    /** @throws TenancyException {@code no-such-user} */
    User byName(Caller caller, String name);

    /** All users by name. */
    List<User> list(Caller caller);

    /**
     * Deactivates or reactivates a user. Deactivation ends its sessions before this returns.
     *
     * @throws TenancyException {@code no-such-user}, {@code last-administrator}
     */
    User setActive(Caller caller, UserId id, boolean active);

    /** Whether a review policy that admits technicians admits this one. @throws TenancyException {@code no-such-user} */
    User setAuthorisedToReview(Caller caller, UserId id, boolean authorised);

    /** Replaces the password by a fresh one-time password and ends the user's sessions. */
    NewUser resetPassword(Caller caller, UserId id);

    /**
     * Changes the caller's own password. All other sessions of the user end before this returns.
     *
     * @param token of the session that stays, the one this request came with; empty ends them all
     * @throws TenancyException {@code no-such-user}, {@code wrong-credentials}, {@code password-too-weak},
     *     {@code login-throttled}
     */
    void changePassword(Caller caller, char[] current, char[] next, Optional<String> token);

    /**
     * A user and its one-time password, shown once and stored only as a hash.
     *
     * @param oneTimePassword readable characters with at least 100 random bits
     */
    record NewUser(User user, String oneTimePassword) {
        @Override
        public String toString() {
            return "NewUser[" + user.id() + "]";
        }
    }
}
