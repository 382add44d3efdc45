package org.sightline.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.sightline.tenancy.WorkspaceId;

/**
 * One entry of a workspace's chain.
 *
 * @param sequence from 1, without gaps
 * @param at to the millisecond
 * @param previousHash hash of the entry before, 64 zeros for the first
 * @param hash lower-case hex SHA-256 over all other parts in a canonical form, {@code previousHash} included
 */
public record AuditEntry(
        WorkspaceId workspace,
        long sequence,
        Instant at,
        String subject,
        String action,
        String resource,
        Audit.Outcome outcome,
        Map<String, String> detail,
        String previousHash,
        String hash) {
    public AuditEntry {
        detail = java.util.Collections.unmodifiableMap(new TreeMap<>(detail));
    }
}
