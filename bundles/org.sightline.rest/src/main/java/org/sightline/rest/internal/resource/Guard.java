package org.sightline.rest.internal.resource;

import java.util.List;
import java.util.Map;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.PolicyHealth;
import org.sightline.access.Resource;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.tenancy.Caller;

/** Asks the enforcement point where the domain service does not ask by itself. */
public final class Guard {
    private final AccessControl access;

    public Guard(AccessControl access) {
        this.access = access;
    }

    /** The caller, if it may do this to its workspace as a whole. */
    Caller require(Visitor visitor, Action action) {
        Caller caller = visitor.caller();
        access.require(new AccessRequest(caller, action, Resource.of(caller.workspace())));
        return caller;
    }

    /** The caller, if it may do this to one object of its workspace. */
    Caller require(Visitor visitor, Action action, String id) {
        Caller caller = visitor.caller();
        access.require(new AccessRequest(caller, action, new Resource(caller.workspace(), id, Map.of())));
        return caller;
    }

    /** The same for looking only: allowed, it leaves no entry in the audit log; refused, it does. */
    Caller requireToLook(Visitor visitor, Action action) {
        Caller caller = visitor.caller();
        boolean permitted = permits(new AccessRequest(caller, action, Resource.of(caller.workspace())));
        return permitted ? caller : require(visitor, action);
    }

    /** Whether it would be allowed; nothing is audited. */
    boolean permits(AccessRequest request) {
        return access.explain(request).permitted();
    }

    /** The policies that vote on the requests of this caller's workspace, and those that should. */
    List<PolicyHealth> policies(Caller caller) {
        return access.policies(caller);
    }
}
