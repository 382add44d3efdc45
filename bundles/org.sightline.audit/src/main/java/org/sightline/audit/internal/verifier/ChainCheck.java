package org.sightline.audit.internal.verifier;

import java.util.HexFormat;
import java.util.Optional;

/** Follows a chain and its tree from an entry that is trusted, or from the first one. */
public final class ChainCheck {
    /** What the first entry holds in place of the hash of the one before. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    private final String workspace;
    private final MerkleTree tree;
    private String lastHash;

    /** @param lastHash of the last entry in the tree; {@link #NOTHING_BEFORE} when it is empty */
    public ChainCheck(String workspace, MerkleTree tree, String lastHash) {
        this.workspace = workspace;
        this.tree = tree;
        this.lastHash = lastHash;
    }

    /** What is wrong with the next entry; nothing, and it is in the tree. */
    public Optional<String> next(LogEntry entry) {
        long expected = tree.size() + 1;
        if (entry.sequence() != expected) {
            return Optional.of("entry " + expected + " is missing: " + entry.sequence() + " stands in its place");
        }
        if (!entry.workspace().equals(workspace)) {
            return Optional.of("entry " + expected + " belongs to another workspace");
        }
        if (!entry.previousHash().equals(lastHash)) {
            return Optional.of("entry " + expected + " does not follow the one before it");
        }
        if (!entry.isUnchanged()) {
            return Optional.of("entry " + expected + " was changed");
        }
        tree.add(HexFormat.of().parseHex(entry.hash()));
        lastHash = entry.hash();
        return Optional.empty();
    }

    /** The tree over all entries that fit; its leaves are their hashes. */
    public MerkleTree tree() {
        return tree;
    }

    /** The hash of the last entry that fits. */
    public String lastHash() {
        return lastHash;
    }
}
