package org.sightline.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

final class SettingReviewPoliciesTest {
    private final Settings settings = new Settings();
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

    private static final class Settings implements Workspaces {
        private final Map<List<String>, String> values = new ConcurrentHashMap<>();

        @Override
        public Workspace create(Caller operator, String name, String displayName, String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Workspace get(Caller caller) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Workspace> byName(Caller operator, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Workspace> list(Caller operator) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Workspace changeRegion(Caller caller, String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> setting(Caller caller, String key) {
            return Optional.ofNullable(values.get(List.of(caller.workspace().value(), key)));
        }

        @Override
        public void changeSetting(Caller caller, String key, String value) {
            values.put(List.of(caller.workspace().value(), key), value);
        }
    }
}
