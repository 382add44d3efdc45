package org.sightline.audit.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Audit;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.AuditCheckpoints;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.internal.verifier.EntryJson;
import org.sightline.audit.spi.AuditStore;
import org.sightline.audit.spi.CheckpointStore;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints as callers see them. */
@Component
public final class SignedCheckpoints implements AuditCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(SignedCheckpoints.class);
    private static final int MOST_LISTED = 500;

    private final Audit audit;
    private final AuditStore log;
    private final CheckpointStore store;
    private final Checkpointer checkpointer;

    @Activate
    public SignedCheckpoints(
            @Reference Audit audit,
            @Reference AuditStore log,
            @Reference CheckpointStore store,
            @Reference Checkpointer checkpointer) {
        this.audit = audit;
        this.log = log;
        this.store = store;
        this.checkpointer = checkpointer;
    }

    @Override
    public List<Checkpoint> newest(Caller caller, int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("limit is 1 to " + MOST_LISTED);
        }
        try {
            return store.newest(caller.workspace(), limit);
        } catch (RuntimeException e) { // whatever a database that is away throws
            throw new AuditException("cannot read the checkpoints of the audit log", e);
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint(Caller caller) {
        Signing.Outcome outcome;
        try {
            outcome = checkpointer.sign(caller.workspace());
        } catch (IOException | RuntimeException e) { // the disk, the signing key or the database
            throw new AuditException("cannot sign the audit log: " + e.getMessage(), e);
        }
        if (!outcome.finding().isEmpty()) {
            throw new AuditException("the audit log is not signed: " + outcome.finding(), null);
        }
        return outcome.newest();
    }

    /** The checkpoints first: an entry that is recorded meanwhile makes the log longer than they say, never shorter. */
    @Override
    public List<String> export(Caller caller, OutputStream entries, OutputStream checkpoints) throws IOException {
        List<String> keys = publicKeys();
        audit.record(caller, "audit.exported", caller.workspace().value(), Outcome.DONE, Map.of());
        signIfPossible(caller);
        try {
            Writer lines = writer(checkpoints);
            Iterator<String> kept = new Witnesses.Kept(store, caller.workspace());
            while (kept.hasNext()) {
                lines.append(kept.next()).append('\n');
            }
            lines.flush();
            Writer json = writer(entries);
            log.scan(caller.workspace(), 0, entry -> write(json, entry));
            json.flush();
            return keys;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException e) { // whatever a database that is away throws
            throw new AuditException("cannot read the audit log", e);
        }
    }

    /** A log that was tampered with is exported all the same: whoever verifies it shall find that. */
    private void signIfPossible(Caller caller) {
        try {
            checkpointer.sign(caller.workspace());
        } catch (IOException | RuntimeException e) { // the disk, the signing key or the database
            LOG.warn("{}: the audit log is exported as it was last signed: {}", caller.workspace(), e.getMessage());
        }
    }

    private List<String> publicKeys() {
        try {
            return checkpointer.trust().publicKeys();
        } catch (IOException e) {
            throw new AuditException("cannot say which key signs the audit log: " + e.getMessage(), e);
        }
    }

    private static Writer writer(OutputStream to) {
        return new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    }

    private static void write(Writer json, AuditEntry entry) {
        try {
            json.append(EntryJson.write(Forms.entry(entry))).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
