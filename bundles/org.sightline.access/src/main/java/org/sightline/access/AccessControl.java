package org.sightline.access;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Decides every request. */
@ProviderType
public interface AccessControl {

    /**
     * Decides and, where the action is sensitive or refused, audits.
     *
     * @throws NotFoundException if the resource belongs to another workspace: exactly as if it did not exist
     * @throws AccessDeniedException if a policy denies or none permits
     */
    void require(AccessRequest request);

    /** What {@link #require} would decide, without effect: "who may watch this, and why". */
    Decision explain(AccessRequest request);

    /** The names of the policies that vote now. */
    List<String> policies();
}
