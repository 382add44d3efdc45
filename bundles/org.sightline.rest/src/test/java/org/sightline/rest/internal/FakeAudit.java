package org.sightline.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.tenancy.Caller;

/** An audit log of five entries. */
final class FakeAudit implements Audit {
    volatile boolean broken;

    @Override
    public AuditEntry record(
            Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<AuditEntry> list(Caller caller, long before, int limit) {
        if (broken) {
            throw new AuditException("/var/lib/secret/path is gone", new IllegalStateException("com.example.Inside"));
        }
        return LongStream.iterate(Math.min(5, before - 1), sequence -> sequence >= 1, sequence -> sequence - 1)
                .limit(limit)
                .mapToObj(sequence -> new AuditEntry(
                        caller.workspace(),
                        sequence,
                        FakeTenancy.NOW,
                        caller.subject(),
                        "call.created",
                        "call_x",
                        Outcome.DONE,
                        Map.of(),
                        "0".repeat(64),
                        "1".repeat(64)))
                .toList();
    }

    @Override
    public Verification verify(Caller caller) {
        return new Verification(true, 5, -1, "the chain holds");
    }
}
