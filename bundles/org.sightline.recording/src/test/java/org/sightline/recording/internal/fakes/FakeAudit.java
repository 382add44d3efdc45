package org.sightline.recording.internal.fakes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.tenancy.Caller;

/** An audit log in memory, which can be made to fail. */
public final class FakeAudit implements Audit {
    private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    public void failing(boolean now) {
        failing = now;
    }

    public List<AuditEntry> entries() {
        return entries;
    }

    @Override
    public AuditEntry record(
            Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
        if (failing) {
            throw new AuditException("switched off", null);
        }
        AuditEntry entry = new AuditEntry(
                caller.workspace(),
                entries.size() + 1,
                Instant.EPOCH,
                caller.subject(),
                action,
                resource,
                outcome,
                detail,
                "0".repeat(64),
                "0".repeat(64));
        entries.add(entry);
        return entry;
    }

    @Override
    public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
        return entries;
    }

    @Override
    public Verification verify(Caller caller) {
        return new Verification(true, entries.size(), -1, "fine");
    }
}
