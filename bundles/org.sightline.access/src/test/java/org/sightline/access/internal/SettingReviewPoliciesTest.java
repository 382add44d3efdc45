package org.sightline.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

final class SettingReviewPoliciesTest {
    private final FakeSettings settings = new FakeSettings();
    private final SettingReviewPolicies policies = new SettingReviewPolicies(settings);
    private final Caller caller = Caller.operator(WorkspaceId.fresh());

    @Test
    void aNewWorkspaceLetsAdministratorsWatch() {
        assertEquals(ReviewPolicy.ADMINISTRATORS, policies.get(caller));
    }

    @ParameterizedTest
    @EnumSource(ReviewPolicy.class)
    void aChangeCountsAtOnceAndInItsWorkspaceOnly(ReviewPolicy policy) {
        policies.change(caller, policy);
        assertEquals(policy, policies.get(caller));
        assertEquals(ReviewPolicy.ADMINISTRATORS, policies.get(Caller.operator(WorkspaceId.fresh())));
        assertEquals(policy, ReviewPolicy.parse(policy.text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ADMINISTRATORS", "own_calls", "everyone", "own-calls\u202e"})
    void anUnknownPolicyIsRefusedNamingTheChoices(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ReviewPolicy.parse(text));
        assertEquals("review policy: administrators, technicians or own-calls", e.getMessage());
    }

    @Test
    void aStoredChoiceThatIsNoneThrowsSoThatThePolicyDenies() {
        settings.changeSetting(caller, "access.review", "everyone");
        assertThrows(IllegalArgumentException.class, () -> policies.get(caller));
    }
}
