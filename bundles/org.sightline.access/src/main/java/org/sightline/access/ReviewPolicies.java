package org.sightline.access;

import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** Who may watch the recordings of a workspace: the workspace's choice. */
@ProviderType
public interface ReviewPolicies {

    /** The choices. */
    enum ReviewPolicy {
        /** Administrators only; the default. */
        ADMINISTRATORS,
        /** Administrators, and supervisors and technicians who are authorised to review. */
        TECHNICIANS,
        /** Administrators, and each technician the calls it held. */
        OWN_CALLS;

        /** {@code administrators}, {@code technicians} or {@code own-calls}. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException naming the choices */
        public static ReviewPolicy parse(String text) {
            for (ReviewPolicy policy : values()) {
                if (policy.text().equals(text)) {
                    return policy;
                }
            }
            throw new IllegalArgumentException("review policy: administrators, technicians or own-calls");
        }
    }

    /** The policy of the caller's workspace. */
    ReviewPolicy get(Caller caller);

    /** Changes it, audited, effective for the next request when this returns. */
    void change(Caller caller, ReviewPolicy policy);
}
