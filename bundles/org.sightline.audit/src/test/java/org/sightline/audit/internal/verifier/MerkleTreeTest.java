package org.sightline.audit.internal.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MerkleTreeTest {
    /** Those with which implementations of Certificate Transparency are tested. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsAreThoseOfCertificateTransparency() {
        MerkleTree tree = new MerkleTree();
        List<String> roots = new ArrayList<>(List.of(tree.root()));
        for (String leaf : LEAVES) {
            tree.add(HexFormat.of().parseHex(leaf));
            roots.add(tree.root());
        }
        assertEquals(ROOTS, roots);
    }

    @Test
    void eachSizeHasTheRootThatTheDefinitionGivesIt() throws Exception {
        List<byte[]> leaves = new ArrayList<>();
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < 130; i++) {
            byte[] leaf = {(byte) i, 7};
            leaves.add(leaf);
            tree.add(leaf);
            assertEquals(HexFormat.of().formatHex(defined(leaves)), tree.root(), "of " + leaves.size());
        }
    }

    @Test
    void aTreeGoesOnFromItsEdge() {
        MerkleTree whole = new MerkleTree();
        MerkleTree resumed = new MerkleTree();
        for (int i = 0; i < 100; i++) {
            whole.add(new byte[] {(byte) i});
            resumed = MerkleTree.of(resumed.size(), resumed.edge());
            resumed.add(new byte[] {(byte) i});
            assertEquals(whole.root(), resumed.root());
        }
    }

    @Test
    void anEdgeBelongsToItsSize() {
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(2, ""));
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(0, "a".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(1, "x".repeat(64)));
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(-1, "a".repeat(64 * 64)));
    }

    /** RFC 9162 §2.1.1, word for word. */
    private static byte[] defined(List<byte[]> leaves) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        if (leaves.size() == 1) {
            sha256.update((byte) 0);
            return sha256.digest(leaves.get(0));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        byte[] left = defined(leaves.subList(0, split));
        byte[] right = defined(leaves.subList(split, leaves.size()));
        sha256.update((byte) 1);
        sha256.update(left);
        return sha256.digest(right);
    }
}
