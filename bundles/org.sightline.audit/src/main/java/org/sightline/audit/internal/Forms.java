package org.sightline.audit.internal;

import java.util.TreeMap;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.internal.verifier.CheckpointLine;
import org.sightline.audit.internal.verifier.LogEntry;
import org.sightline.tenancy.WorkspaceId;

/** Between the API's values and those of the verifier, which knows nothing of the platform. */
final class Forms {
    private Forms() {}

    static LogEntry entry(AuditEntry entry) {
        return new LogEntry(
                entry.workspace().value(),
                entry.sequence(),
                entry.at(),
                entry.subject(),
                entry.action(),
                entry.resource(),
                entry.outcome().name(),
                new TreeMap<>(entry.detail()),
                entry.previousHash(),
                entry.hash());
    }

    static CheckpointLine line(Checkpoint checkpoint) {
        return new CheckpointLine(
                checkpoint.workspace().value(),
                checkpoint.size(),
                checkpoint.root(),
                checkpoint.lastHash(),
                checkpoint.at(),
                checkpoint.publicKey(),
                checkpoint.signature());
    }

    static Checkpoint checkpoint(CheckpointLine line) {
        return new Checkpoint(
                new WorkspaceId(line.workspace()),
                line.size(),
                line.root(),
                line.lastHash(),
                line.at(),
                line.publicKey(),
                line.signature());
    }
}
