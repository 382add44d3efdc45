package org.sightline.recording.internal.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.PolicyHealth;
import org.sightline.tenancy.Caller;

/** Lets in whom a test lets in. */
public final class FakeAccess implements AccessControl {
    private final List<AccessRequest> asked = new ArrayList<>();
    private volatile Predicate<AccessRequest> rule = request -> true;

    public void rule(Predicate<AccessRequest> now) {
        rule = now;
    }

    public synchronized List<AccessRequest> asked() {
        return List.copyOf(asked);
    }

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
    public synchronized Decision explain(AccessRequest request) {
        asked.add(request);
        boolean permitted = rule.test(request);
        return new Decision(permitted, permitted ? "the test says so" : "the test refuses", List.of());
    }

    @Override
    public List<PolicyHealth> policies(Caller caller) {
        return List.of();
    }
}
