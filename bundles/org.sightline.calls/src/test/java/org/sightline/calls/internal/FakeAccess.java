package org.sightline.calls.internal;

import java.util.List;
import java.util.function.Predicate;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.PolicyHealth;
import org.sightline.tenancy.Caller;

/** Permits all but what a test refuses, within the caller's workspace. */
final class FakeAccess implements AccessControl {
    Predicate<AccessRequest> refused = request -> false;

    @Override
    public void require(AccessRequest request) {
        if (!request.caller().workspace().equals(request.resource().workspace())) {
            throw new NotFoundException(request.resource().id());
        }
        Decision decision = explain(request);
        if (!decision.permitted()) {
            throw new AccessDeniedException(request.action(), decision);
        }
    }

    @Override
    public Decision explain(AccessRequest request) {
        return new Decision(!refused.test(request), "as the test says", List.of());
    }

    @Override
    public List<PolicyHealth> policies(Caller caller) {
        return List.of();
    }
}
