package org.sightline.tenancy;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The codes of an authenticator app that a user types beside the password: time-based one-time passwords (RFC 6238) with
 * SHA-1, steps of 30 seconds and six digits. A code of the step before or after the current one is accepted too, each code
 * once.
 */
@ProviderType
public interface SecondFactors {

    /** Of the caller's own user. @throws TenancyException {@code no-such-user} */
    Status status(Caller caller);

    /**
     * Makes a secret for the caller's own user, in the place of one that was never confirmed. It counts once it is
     * confirmed.
     *
     * @throws TenancyException {@code no-such-user}, {@code wrong-credentials}, {@code login-throttled},
     *     {@code totp-enabled} if one is confirmed, {@code key-unavailable}
     */
    Enrolment enrol(Caller caller, char[] password);

    /**
     * Confirms with a code that the app has the secret: from now on signing in takes a code. All other sessions of the user
     * end before this returns.
     *
     * @param token of the session that stays, the one this request came with; empty ends them all
     * @return ten recovery codes, each worth one sign-in without the app; stored only as hashes and shown once
     * @throws TenancyException {@code no-such-user}, {@code totp-off} if no secret waits, {@code totp-wrong},
     *     {@code key-unavailable}
     */
    List<String> confirm(Caller caller, String code, Optional<String> token);

    /**
     * Takes the secret and the recovery codes of the caller's own user away.
     *
     * @param code of the app, or a recovery code
     * @throws TenancyException {@code no-such-user}, {@code wrong-credentials}, {@code login-throttled},
     *     {@code totp-off}, {@code totp-wrong}, {@code key-unavailable}
     */
    void disable(Caller caller, char[] password, String code);

    /**
     * Takes them away from a user who has lost the app, and ends the user's sessions before this returns.
     *
     * @throws TenancyException {@code no-such-user}
     */
    void reset(Caller caller, UserId user);

    /**
     * Whether every user of the caller's workspace needs one. A session of a user who has none then allows nothing but to
     * set one up ({@link Sessions.Session#totpDue}), also one that is open already.
     */
    void require(Caller caller, boolean required);

    /**
     * How a user stands.
     *
     * @param enabled whether signing in takes a code
     * @param required whether the workspace insists on it
     */
    record Status(boolean enabled, boolean required, int recoveryCodesLeft) {}

    /**
     * A new secret, shown once.
     *
     * @param secret 32 characters of base 32 (RFC 4648 §6), to be typed where nothing can be scanned
     * @param uri the same as an {@code otpauth:} address, for a QR code
     */
    record Enrolment(String secret, String uri) {
        @Override
        public String toString() {
            return "Enrolment";
        }
    }
}
