package org.sightline.access;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/** Decides every request. */
@ProviderType
public interface AccessControl {

    /**
     * Decides and, where the action is sensitive or refused, audits. To look again at a decision that still stands, such
     * as that of a running playback, use {@link #explain}: it audits nothing.
     *
     * @throws NotFoundException if the resource belongs to another workspace: exactly as if it did not exist
     * @throws AccessDeniedException if a policy denies or none permits
     * @throws org.sightline.audit.AuditException if what must be audited cannot be: the request is then refused
     */
    void require(AccessRequest request);

    /**
     * What {@link #require} would decide, without effect: "who may watch this, and why".
     *
     * @throws NotFoundException if the resource belongs to another workspace
     */
    Decision explain(AccessRequest request);

    /** The policies that vote on the requests of the caller's workspace, and those that should, by name. */
    List<PolicyHealth> policies(Caller caller);
}
