package org.sightline.access;

import java.util.Objects;
import org.sightline.tenancy.Caller;

/** May this caller do this to that. */
public record AccessRequest(Caller caller, Action action, Resource resource) {
    public AccessRequest {
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(resource, "resource");
    }
}
