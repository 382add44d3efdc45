package org.sightline.audit.internal.verifier;

import java.util.List;
import java.util.Optional;

/** Holds a whole log against its own chain and against signed checkpoints, and remembers the first thing that does not fit. */
public final class LogCheck {

    /**
     * What was found.
     *
     * @param firstBroken sequence number of the first entry that does not fit or that nothing vouches for, or -1
     * @param message one line
     */
    public record Result(boolean intact, long entries, long firstBroken, String message) {}

    private final String workspace;
    private final long head;
    private final TrustedKeys keys;
    private final List<Witness> witnesses;
    private final ChainCheck chain;
    private CheckpointLine lastAgreed;
    private long agreed;
    private long seen;
    private long firstBroken = -1;
    private String finding = "";

    /** @param head sequence number of the last entry that must be there */
    public LogCheck(String workspace, long head, TrustedKeys keys, List<Witness> witnesses) {
        this.workspace = workspace;
        this.head = head;
        this.keys = keys;
        this.witnesses = List.copyOf(witnesses);
        chain = new ChainCheck(workspace, new MerkleTree(), ChainCheck.NOTHING_BEFORE);
    }

    /** Takes the entries in the order in which they are kept. */
    public void next(LogEntry entry) {
        seen++;
        if (firstBroken >= 0) {
            return;
        }
        Optional<String> wrong = chain.next(entry);
        if (wrong.isPresent()) {
            broken(chain.tree().size() + 1, wrong.get());
            return;
        }
        witnesses.forEach(this::compare);
    }

    /** To be called once, after the last entry. */
    public Result result() {
        long size = chain.tree().size();
        if (firstBroken < 0 && size < head) {
            broken(size + 1, "the end is missing: " + size + " of " + head + " entries are there");
        }
        for (Witness witness : witnesses) {
            if (!witness.damage().isEmpty()) {
                broken(unvouched(), witness.damage());
            } else if (witness.hasNext() && accepted(witness)) {
                broken(
                        size + 1,
                        "the end is missing: " + size + " entries are there, but the checkpoint of "
                                + witness.peek().at() + " in " + witness.place() + " is of "
                                + witness.peek().size());
            }
        }
        return new Result(firstBroken < 0, seen, firstBroken, firstBroken < 0 ? praise(size) : finding);
    }

    private void compare(Witness witness) {
        if (firstBroken >= 0
                || !witness.hasNext()
                || witness.peek().size() != chain.tree().size()) {
            return;
        }
        CheckpointLine checkpoint = witness.peek();
        if (!accepted(witness)) {
            return;
        }
        if (!checkpoint.root().equals(chain.tree().root())
                || !checkpoint.lastHash().equals(chain.lastHash())) {
            broken(
                    unvouched(),
                    "entries " + unvouched() + " to " + checkpoint.size() + " are not those of the checkpoint of "
                            + checkpoint.at() + " in " + witness.place());
            return;
        }
        if (!checkpoint.equals(lastAgreed)) {
            agreed++;
            lastAgreed = checkpoint;
        }
        witness.advance();
    }

    /** Whether its next checkpoint may be believed. */
    private boolean accepted(Witness witness) {
        CheckpointLine checkpoint = witness.peek();
        String which = "the checkpoint of " + checkpoint.size() + " entries in " + witness.place();
        if (checkpoint.equals(lastAgreed)) {
            return true;
        }
        if (!checkpoint.workspace().equals(workspace)) {
            broken(unvouched(), which + " belongs to another workspace");
        } else if (!keys.trusts(checkpoint)) {
            broken(unvouched(), which + " is signed with a key that is not trusted");
        } else if (!keys.signed(checkpoint)) {
            broken(unvouched(), "the signature of " + which + " is wrong");
        } else {
            return true;
        }
        return false;
    }

    /** The first entry that no checkpoint has vouched for yet. */
    private long unvouched() {
        return lastAgreed == null ? 1 : lastAgreed.size() + 1;
    }

    private String praise(long size) {
        String chained = "the chain of " + size + " entries is intact";
        if (lastAgreed == null) {
            return chained + "; no checkpoint vouches for it yet";
        }
        return chained + "; " + agreed + (agreed == 1 ? " checkpoint agrees" : " checkpoints agree") + ", the last of "
                + lastAgreed.size() + " entries, signed " + lastAgreed.at();
    }

    private void broken(long sequence, String what) {
        if (firstBroken < 0) {
            firstBroken = sequence;
            finding = what;
        }
    }
}
