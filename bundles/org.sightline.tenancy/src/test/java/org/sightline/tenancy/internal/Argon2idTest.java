package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Argon2idTest {
    private static final Argon2id CHEAP = House.CHEAP;

    @Test
    void onlyTheRightPasswordFitsItsHash() {
        String phc = CHEAP.hash("correct horse".toCharArray());
        assertTrue(Argon2id.verify("correct horse".toCharArray(), phc));
        assertFalse(Argon2id.verify("correct horsf".toCharArray(), phc));
        assertFalse(Argon2id.verify(new char[0], phc));
    }

    @Test
    void theHashCarriesItsParameters() {
        String phc = Argon2id.RECOMMENDED.hash("correct horse".toCharArray());
        assertTrue(phc.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), phc);
        assertFalse(Argon2id.RECOMMENDED.outdated(phc));
        assertTrue(new Argon2id(32_768, 2, 1).outdated(phc));
        assertTrue(Argon2id.verify("correct horse".toCharArray(), phc));
    }

    @Test
    void aHashMadeElsewhereIsUnderstood() {
        // From the reference implementation's own tests (phc-winner-argon2, src/test.c).
        String phc = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertTrue(Argon2id.verify("password".toCharArray(), phc));
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertNotEquals(CHEAP.hash("same".toCharArray()), CHEAP.hash("same".toCharArray()));
    }

    @Test
    void composedAndDecomposedAccentsAreTheSamePassword() {
        String phc = CHEAP.hash("h\u00f4tel".toCharArray());
        assertTrue(Argon2id.verify("ho\u0302tel".toCharArray(), phc));
    }

    @Test
    void nothingFitsTheHashOfNothing() {
        String phc = CHEAP.hashOfNothing();
        assertEquals(CHEAP.hash(new char[0]).length(), phc.length());
        assertFalse(Argon2id.verify(new char[0], phc));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoHashWithinBoundsIsRefused(String phc) {
        assertThrows(IllegalArgumentException.class, () -> Argon2id.verify("x".toCharArray(), phc));
    }
}
