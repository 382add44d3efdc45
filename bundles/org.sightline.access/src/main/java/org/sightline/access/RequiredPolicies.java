package org.sightline.access;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/**
 * The policies without which nothing is allowed in a workspace: the workspace's choice, beside what the configuration
 * requires everywhere. Require those that only ever deny: nobody would notice their absence.
 */
@ProviderType
public interface RequiredPolicies {

    /** The most that a workspace can require. */
    int MOST = 20;

    /** What the caller's workspace requires, sorted. */
    List<String> required(Caller caller);

    /**
     * Requires exactly these from now on; the caller has been authorised for {@link Action#REVIEW_POLICY_CHANGE} by the
     * enforcement point, which audited it. Other nodes follow within a second.
     *
     * @throws IllegalArgumentException if one of them does not vote now, which would lock everybody out, or if they are
     *     more than {@link #MOST}
     */
    void require(Caller caller, List<String> names);
}
