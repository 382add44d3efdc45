package org.sightline.access.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.access.ReviewPolicies;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspaces;

/** Keeps the choice as a setting of the workspace; it is read for each request, so that a change counts at once. */
@Component
public final class SettingReviewPolicies implements ReviewPolicies {
    private static final String KEY = "access.review";

    private final Workspaces workspaces;

    @Activate
    public SettingReviewPolicies(@Reference Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public ReviewPolicy get(Caller caller) {
        return workspaces.setting(caller, KEY).map(ReviewPolicy::parse).orElse(ReviewPolicy.ADMINISTRATORS);
    }

    @Override
    public void change(Caller caller, ReviewPolicy policy) {
        workspaces.changeSetting(caller, KEY, policy.text());
    }
}
