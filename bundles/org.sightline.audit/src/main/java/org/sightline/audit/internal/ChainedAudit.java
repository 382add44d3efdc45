package org.sightline.audit.internal;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.AuditException;
import org.sightline.audit.internal.verifier.ChainCheck;
import org.sightline.audit.internal.verifier.LogCheck;
import org.sightline.audit.spi.AuditStore;
import org.sightline.tenancy.Caller;

/** The audit log as a hash chain over its store. */
@Component
public final class ChainedAudit implements Audit {
    private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9.-]{0,59}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_DETAILS = 20;
    private static final int MOST_LISTED = 500;

    private final AuditStore store;
    private final Checkpointer checkpointer;
    private final Clock clock;

    @Activate
    public ChainedAudit(@Reference AuditStore store, @Reference Checkpointer checkpointer) {
        this(store, checkpointer, Clock.systemUTC());
    }

    ChainedAudit(AuditStore store, Checkpointer checkpointer, Clock clock) {
        this.store = store;
        this.checkpointer = checkpointer;
        this.clock = clock;
    }

    @Override
    public AuditEntry record(
            Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("an action is at most 60 of a-z 0-9 . -");
        }
        AuditEntry unchained = new AuditEntry(
                caller.workspace(),
                0,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                PlainText.of(caller.subject(), LONGEST_NAME),
                action,
                PlainText.of(resource, LONGEST_NAME),
                outcome,
                plain(detail),
                "",
                "");
        AuditEntry entry = reachable("write", () -> store.append(caller.workspace(), last -> chain(last, unchained)));
        checkpointer.appended(entry);
        return entry;
    }

    @Override
    public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("limit is 1 to " + MOST_LISTED);
        }
        return reachable("read", () -> store.newest(caller.workspace(), beforeSequence, limit));
    }

    @Override
    public Verification verify(Caller caller) {
        return reachable("read", () -> {
            // What must be there first: what is appended meanwhile makes the chain longer than it, never shorter.
            long head = store.head(caller.workspace());
            try (Witnesses witnesses = checkpointer.witnesses(caller.workspace())) {
                LogCheck check =
                        new LogCheck(caller.workspace().value(), head, witnesses.keys(), witnesses.inEachPlace());
                store.scan(caller.workspace(), 0, entry -> check.next(Forms.entry(entry)));
                LogCheck.Result found = check.result();
                return new Verification(found.intact(), found.entries(), found.firstBroken(), found.message());
            }
        });
    }

    private static AuditEntry chain(Optional<AuditEntry> last, AuditEntry entry) {
        long sequence = last.map(AuditEntry::sequence).orElse(0L) + 1;
        String previous = last.map(AuditEntry::hash).orElse(ChainCheck.NOTHING_BEFORE);
        AuditEntry unhashed = with(entry, sequence, previous, "");
        return with(entry, sequence, previous, Forms.entry(unhashed).expectedHash());
    }

    private static AuditEntry with(AuditEntry entry, long sequence, String previousHash, String hash) {
        return new AuditEntry(
                entry.workspace(),
                sequence,
                entry.at(),
                entry.subject(),
                entry.action(),
                entry.resource(),
                entry.outcome(),
                entry.detail(),
                previousHash,
                hash);
    }

    private static Map<String, String> plain(Map<String, String> detail) {
        if (detail.size() > MOST_DETAILS) {
            throw new IllegalArgumentException("at most " + MOST_DETAILS + " details");
        }
        Map<String, String> plain = new TreeMap<>();
        detail.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("a detail's key is at most 60 of a-z A-Z 0-9 . _ -");
            }
            plain.put(key, PlainText.of(value, LONGEST_VALUE));
        });
        return plain;
    }

    /** The boundary to the store, which may be a database that is away: whatever it throws means the same here. */
    private static <T> T reachable(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (AuditException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new AuditException("cannot " + what + " the audit log", e);
        }
    }
}
