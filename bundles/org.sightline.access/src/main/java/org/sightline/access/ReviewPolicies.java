package org.sightline.access;

import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;

/** Who may watch the recordings of a workspace: the workspace's choice. */
@ProviderType
public interface ReviewPolicies {

    /** The choices. */
    enum ReviewPolicy {
        /** Administrators only; the default. */
        ADMINISTRATORS("only administrators of this workspace may watch recordings") {
            @Override
            boolean admitsUser(Caller caller, Resource recording) {
                return false;
            }
        },
        /** Administrators, and supervisors and technicians who are authorised to review. */
        TECHNICIANS("only users whom an administrator has authorised to review may watch recordings") {
            @Override
            boolean admitsUser(Caller caller, Resource recording) {
                return "true".equals(recording.attributes().get(Resource.AUTHORISED_TO_REVIEW));
            }
        },
        /** Administrators, and each technician the calls it held. */
        OWN_CALLS("only administrators and the technician who held the call may watch its recording") {
            @Override
            boolean admitsUser(Caller caller, Resource recording) {
                return caller.subject().equals(recording.attributes().get(Resource.TECHNICIAN));
            }
        };

        private final String refusal;

        ReviewPolicy(String refusal) {
            this.refusal = refusal;
        }

        abstract boolean admitsUser(Caller caller, Resource recording);

        /**
         * Whether this policy lets a caller watch a recording of its workspace; pure, so that a policy can be tried before
         * it is chosen.
         *
         * @param recording with {@link Resource#TECHNICIAN}, and {@link Resource#AUTHORISED_TO_REVIEW} for the caller
         */
        public boolean admits(Caller caller, Resource recording) {
            if (caller.is(Role.ADMINISTRATOR)) {
                return true;
            }
            boolean user = caller.is(Role.SUPERVISOR) || caller.is(Role.TECHNICIAN);
            return user && admitsUser(caller, recording);
        }

        /** Why it refuses whom it does not admit, in one line that this person understands. */
        public String refusal() {
            return refusal;
        }

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

    /**
     * Changes it, audited, effective for the next request when this returns. The caller has been authorised for
     * {@link Action#REVIEW_POLICY_CHANGE} by the enforcement point.
     */
    void change(Caller caller, ReviewPolicy policy);
}
