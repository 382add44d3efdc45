package org.sightline.audit;

import java.time.Instant;
import java.util.Objects;
import org.sightline.tenancy.WorkspaceId;

/**
 * The platform's signed word that a workspace's log began with these entries.
 *
 * @param size how many, at least 1
 * @param root of the Merkle tree (RFC 9162 §2.1.1) whose leaves are the entries' hashes; lower-case hex
 * @param lastHash hash of the last of them, lower-case hex
 * @param at when it was signed, to the millisecond
 * @param publicKey base64 of the X.509 SubjectPublicKeyInfo of an Ed25519 key (RFC 8032)
 * @param signature base64; over the first six fields of the checkpoint's line in {@code docs/audit.md}
 */
public record Checkpoint(
        WorkspaceId workspace,
        long size,
        String root,
        String lastHash,
        Instant at,
        String publicKey,
        String signature) {
    public Checkpoint {
        Objects.requireNonNull(workspace, "workspace");
        if (size < 1) {
            throw new IllegalArgumentException("a checkpoint is of one entry or more");
        }
    }
}
