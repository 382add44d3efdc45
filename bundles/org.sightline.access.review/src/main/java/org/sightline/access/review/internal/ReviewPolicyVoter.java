package org.sightline.access.review.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;

/** Votes on watching recordings by the review policy that the workspace has chosen. */
@Component
public final class ReviewPolicyVoter implements AccessPolicy {
    private static final String NAME = "review";

    private final ReviewPolicies policies;

    @Activate
    public ReviewPolicyVoter(@Reference ReviewPolicies policies) {
        this.policies = policies;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Vote vote(AccessRequest request) {
        if (request.action() != Action.RECORDING_WATCH) {
            return new Vote(NAME, Choice.ABSTAIN, "it is not about watching a recording");
        }
        ReviewPolicy policy = policies.get(request.caller());
        return policy.admits(request.caller(), request.resource())
                ? new Vote(NAME, Choice.PERMIT, "the workspace's review policy is " + policy.text())
                : new Vote(NAME, Choice.DENY, policy.refusal());
    }
}
