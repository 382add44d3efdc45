package org.sightline.calls.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.tenancy.Caller;

/** An audit log in memory that fails when a test says so. */
final class FakeAudit implements Audit {
    final List<AuditEntry> entries = new ArrayList<>();
    boolean broken;

    @Override
    public AuditEntry record(
            Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
        if (broken) {
            throw new AuditException("broken", null);
        }
        AuditEntry entry = new AuditEntry(
                caller.workspace(),
                entries.size() + 1L,
                Instant.EPOCH,
                caller.subject(),
                action,
                resource,
                outcome,
                detail,
                "",
                "");
        entries.add(entry);
        return entry;
    }

    List<String> actions() {
        return entries.stream().map(AuditEntry::action).toList();
    }

    @Override
    public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
        return List.copyOf(entries);
    }

    @Override
    public Verification verify(Caller caller) {
        return new Verification(true, entries.size(), -1, "not checked");
    }
}
