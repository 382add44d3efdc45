package org.sightline.audit.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.internal.verifier.ChainCheck;
import org.sightline.audit.internal.verifier.CheckpointLine;
import org.sightline.audit.internal.verifier.MerkleTree;
import org.sightline.audit.spi.AuditStore;
import org.sightline.audit.spi.CheckpointSigner;
import org.sightline.audit.spi.CheckpointStore;
import org.sightline.audit.spi.CheckpointStore.Kept;
import org.sightline.tenancy.WorkspaceId;

/**
 * Makes a checkpoint from the one before and the entries since. What does not follow from the one before is never signed,
 * or the signature would vouch for a tampered log.
 */
final class Signing {
    private static final int PAGE = 500;

    private final AuditStore log;
    private final CheckpointStore store;
    private final Clock clock;

    /**
     * How it went.
     *
     * @param newest the newest checkpoint; none of an empty log
     * @param finding why the log is not signed, in one line; empty if it is
     */
    record Outcome(Optional<Checkpoint> newest, String finding) {}

    Signing(AuditStore log, CheckpointStore store, Clock clock) {
        this.log = log;
        this.store = store;
        this.clock = clock;
    }

    /** First the row, then the line in the file: what a crash leaves out between them, the next call adds. */
    synchronized Outcome sign(WorkspaceId workspace, CheckpointSigner signer, Trust trust) throws IOException {
        Optional<Kept> last = store.last(workspace);
        Optional<Checkpoint> newest = last.map(Kept::checkpoint);
        long size = newest.map(Checkpoint::size).orElse(0L);
        String finding = contradiction(last, trust);
        if (finding.isEmpty()) {
            finding = catchUp(workspace, size, trust.files());
        }
        if (!finding.isEmpty()) {
            return new Outcome(newest, finding);
        }
        long head = log.head(workspace);
        if (head == size) {
            return new Outcome(newest, "");
        }
        ChainCheck chain = follow(workspace, last);
        finding = scan(workspace, size, head, chain);
        if (!finding.isEmpty()) {
            return new Outcome(newest, finding);
        }
        CheckpointLine line = line(workspace, chain, signer);
        if (store.add(new Kept(Forms.checkpoint(line), chain.tree().edge()))) {
            trust.files().append(workspace, List.of(line));
            return new Outcome(Optional.of(Forms.checkpoint(line)), "");
        }
        return new Outcome(store.last(workspace).map(Kept::checkpoint), ""); // another node was faster
    }

    private static String contradiction(Optional<Kept> last, Trust trust) throws IOException {
        if (last.isEmpty()) {
            return "";
        }
        Checkpoint checkpoint = last.get().checkpoint();
        String which = "the checkpoint of " + checkpoint.size() + " entries in the database";
        if (!trust.keys().signed(Forms.line(checkpoint))) {
            return which + " is not signed with a key that is trusted";
        }
        try {
            String root = MerkleTree.of(checkpoint.size(), last.get().edge()).root();
            return root.equals(checkpoint.root()) ? "" : which + " has another tree";
        } catch (IllegalArgumentException e) {
            return which + " has no tree";
        }
    }

    /** Adds to the file what it lacks of the database's. */
    private String catchUp(WorkspaceId workspace, long size, CheckpointFiles files) throws IOException {
        long inFile = files.last(workspace).map(CheckpointLine::size).orElse(0L);
        if (inFile > size) {
            return "the file knows a checkpoint of " + inFile + " entries, the last in the database is of " + size;
        }
        while (inFile < size) {
            List<CheckpointLine> lacking = store.after(workspace, inFile, PAGE).stream()
                    .map(Forms::line)
                    .toList();
            if (lacking.isEmpty()) {
                return "";
            }
            files.append(workspace, lacking);
            inFile = lacking.get(lacking.size() - 1).size();
        }
        return "";
    }

    private static ChainCheck follow(WorkspaceId workspace, Optional<Kept> last) {
        return last.map(kept -> new ChainCheck(
                        workspace.value(),
                        MerkleTree.of(kept.checkpoint().size(), kept.edge()),
                        kept.checkpoint().lastHash()))
                .orElseGet(() -> new ChainCheck(workspace.value(), new MerkleTree(), ChainCheck.NOTHING_BEFORE));
    }

    private String scan(WorkspaceId workspace, long after, long head, ChainCheck chain) {
        AtomicReference<String> finding = new AtomicReference<>("");
        log.scan(workspace, after, entry -> {
            if (finding.get().isEmpty()) {
                chain.next(Forms.entry(entry)).ifPresent(finding::set);
            }
        });
        if (finding.get().isEmpty() && chain.tree().size() < head) {
            return "the end is missing: " + chain.tree().size() + " of " + head + " entries are there";
        }
        if (finding.get().isEmpty() && head < after) {
            return "the end is missing: " + head + " entries are there, but the last checkpoint is of " + after;
        }
        return finding.get();
    }

    private CheckpointLine line(WorkspaceId workspace, ChainCheck chain, CheckpointSigner signer) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CheckpointLine unsigned = new CheckpointLine(
                workspace.value(), chain.tree().size(), chain.tree().root(), chain.lastHash(), now, "", "");
        CheckpointSigner.Signed signed = signer.sign(unsigned.signed());
        return new CheckpointLine(
                unsigned.workspace(),
                unsigned.size(),
                unsigned.root(),
                unsigned.lastHash(),
                now,
                signed.publicKey(),
                signed.value());
    }
}
