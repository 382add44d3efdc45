package org.sightline.access.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.access.AccessRequest;
import org.sightline.access.Vote;

/**
 * Votes on requests. Register it as a service. It is asked only about resources of the caller's own workspace; a policy
 * that throws counts as {@code DENY}.
 */
@ConsumerType
public interface AccessPolicy {

    /** A short, stable name, for example {@code review}. */
    String name();

    /** Votes within 50 ms, without waiting for anything outside this process. */
    Vote vote(AccessRequest request);
}
