package org.sightline.access.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.access.AccessRequest;
import org.sightline.access.Vote;

/**
 * Votes on requests. Register it as a service. It is asked only about resources of the caller's own workspace, by many
 * threads at once. A policy that throws, answers {@code null} or is slow counts as {@code DENY}.
 */
@ConsumerType
public interface AccessPolicy {

    /** A short, stable name, for example {@code review}: a lower-case letter, then at most 39 of {@code a-z0-9.-}. */
    String name();

    /**
     * Votes within 50 ms, without effect. It is asked again when the first answer comes late, since a pause of the machine
     * is not the policy's doing; late a second time, the request is refused.
     */
    Vote vote(AccessRequest request);
}
