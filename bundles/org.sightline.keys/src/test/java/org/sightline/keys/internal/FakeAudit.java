package org.sightline.keys.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.tenancy.Caller;

/** Remembers what is recorded; it can be told to fail. */
final class FakeAudit implements Audit {
    private final List<String> recorded = new CopyOnWriteArrayList<>();
    private volatile boolean available = true;

    void available(boolean now) {
        available = now;
    }

    /** Each as {@code subject action OUTCOME}. */
    List<String> recorded() {
        return recorded;
    }

    @Override
    public AuditEntry record(
            Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
        if (!available) {
            throw new AuditException("switched off", null);
        }
        recorded.add(caller.subject() + " " + action + " " + outcome);
        return new AuditEntry(
                caller.workspace(), 1, Instant.EPOCH, caller.subject(), action, resource, outcome, detail, "", "");
    }

    @Override
    public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
        return List.of();
    }

    @Override
    public Verification verify(Caller caller) {
        return new Verification(true, recorded.size(), -1, "a fake");
    }
}
