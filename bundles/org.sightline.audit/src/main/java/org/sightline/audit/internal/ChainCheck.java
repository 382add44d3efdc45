package org.sightline.audit.internal;

import org.sightline.audit.Audit.Verification;
import org.sightline.audit.AuditEntry;
import org.sightline.tenancy.WorkspaceId;

/** Follows a chain from its first entry and remembers the first that does not fit. */
final class ChainCheck {
    static final String NOTHING_BEFORE = "0".repeat(64);

    private final WorkspaceId workspace;
    private final long head;
    private long checked;
    private String previousHash = NOTHING_BEFORE;
    private long firstBroken = -1;
    private String finding = "";

    /** @param head sequence number of the last entry that must be there */
    ChainCheck(WorkspaceId workspace, long head) {
        this.workspace = workspace;
        this.head = head;
    }

    void next(AuditEntry entry) {
        long expected = ++checked;
        if (firstBroken >= 0) {
            return;
        }
        if (entry.sequence() != expected) {
            broken(expected, "entry " + expected + " is missing: " + entry.sequence() + " stands in its place");
        } else if (!entry.workspace().equals(workspace)) {
            broken(expected, "entry " + expected + " belongs to another workspace");
        } else if (!entry.previousHash().equals(previousHash)) {
            broken(expected, "entry " + expected + " does not follow the one before it");
        } else if (!entry.hash().equals(CanonicalForm.hash(entry))) {
            broken(expected, "entry " + expected + " was changed");
        }
        previousHash = entry.hash();
    }

    Verification result() {
        if (firstBroken < 0 && checked < head) {
            broken(checked + 1, "the end is missing: " + checked + " of " + head + " entries are there");
        }
        String message = firstBroken < 0 ? "the chain of " + checked + " entries is intact" : finding;
        return new Verification(firstBroken < 0, checked, firstBroken, message);
    }

    private void broken(long sequence, String what) {
        firstBroken = sequence;
        finding = what;
    }
}
