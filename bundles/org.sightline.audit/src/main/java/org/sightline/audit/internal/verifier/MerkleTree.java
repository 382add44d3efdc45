package org.sightline.audit.internal.verifier;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The Merkle tree of RFC 9162 §2.1.1 over a growing list, of which only the right edge is kept: the roots of the largest
 * complete subtrees, from the left. Leaves are hashed after a byte 0, inner nodes after a byte 1.
 */
public final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] INNER = {1};
    private static final int HASH_DIGITS = 64;

    private final List<byte[]> edge = new ArrayList<>();
    private long size;

    /**
     * A tree that goes on where another stopped.
     *
     * @param edge as {@link #edge()} gave it
     * @throws IllegalArgumentException if a tree of that size has no such edge
     */
    public static MerkleTree of(long size, String edge) {
        if (size < 0 || edge.length() != (long) HASH_DIGITS * Long.bitCount(size)) {
            throw new IllegalArgumentException("not the edge of a tree of " + size);
        }
        MerkleTree tree = new MerkleTree();
        tree.size = size;
        for (int at = 0; at < edge.length(); at += HASH_DIGITS) {
            tree.edge.add(HexFormat.of().parseHex(edge, at, at + HASH_DIGITS));
        }
        return tree;
    }

    /** Adds a leaf. */
    public void add(byte[] leaf) {
        byte[] node = hash(LEAF, leaf);
        for (long complete = size; (complete & 1) == 1; complete >>= 1) {
            node = hash(INNER, edge.remove(edge.size() - 1), node);
        }
        edge.add(node);
        size++;
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** The hash over all leaves in lower-case hex; that of nothing for the empty tree. */
    public String root() {
        if (edge.isEmpty()) {
            return HexFormat.of().formatHex(hash());
        }
        byte[] root = edge.get(edge.size() - 1);
        for (int i = edge.size() - 2; i >= 0; i--) {
            root = hash(INNER, edge.get(i), root);
        }
        return HexFormat.of().formatHex(root);
    }

    /** The right edge in lower-case hex: at most 63 hashes, from the left. */
    public String edge() {
        StringBuilder text = new StringBuilder();
        edge.forEach(node -> text.append(HexFormat.of().formatHex(node)));
        return text.toString();
    }

    private static byte[] hash(byte[]... parts) {
        MessageDigest sha256 = LogEntry.sha256();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }
}
