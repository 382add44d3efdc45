package org.sightline.audit.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.audit.AuditEntry;
import org.sightline.tenancy.WorkspaceId;

/** Keeps the chains. */
@ConsumerType
public interface AuditStore {

    /**
     * Appends to a workspace's chain in one transaction: no two appends to a workspace see the same last entry, on any
     * node.
     *
     * @param next makes the new entry from the last one
     */
    AuditEntry append(WorkspaceId workspace, Function<Optional<AuditEntry>, AuditEntry> next);

    /** Entries with a sequence below {@code before}, newest first. */
    List<AuditEntry> newest(WorkspaceId workspace, long before, int limit);

    /** Visits all entries with a sequence above {@code after} in order, without holding them in memory. */
    void scan(WorkspaceId workspace, long after, Consumer<AuditEntry> visitor);

    /** The last sequence number as the chain's head row records it, 0 if there is none: reveals a tail that was cut. */
    long head(WorkspaceId workspace);
}
