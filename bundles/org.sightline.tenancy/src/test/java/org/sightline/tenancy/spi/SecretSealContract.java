package org.sightline.tenancy.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link SecretSeal} does. */
public abstract class SecretSealContract {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private final WorkspaceId workspace = WorkspaceId.fresh();

    /** The seal under test. */
    protected abstract SecretSeal seal();

    @Test
    void whatWasSealedIsOpened() {
        assertArrayEquals(SECRET, seal().open(workspace, "totp/usr_1", sealed()));
    }

    @Test
    void theLongestSecretIsSealedInItsBounds() {
        String sealed = seal().seal(workspace, "totp/usr_1", new byte[1_000]);
        assertTrue(sealed.length() <= 7_000, sealed.length() + " characters");
        assertArrayEquals(new byte[1_000], seal().open(workspace, "totp/usr_1", sealed));
    }

    @Test
    void nothingOfTheSecretIsSeenAndNoTwoSealsAreAlike() {
        String sealed = sealed();
        assertTrue(sealed.matches("[\\x21-\\x7e]+"));
        assertFalse(sealed.contains(new String(SECRET, StandardCharsets.US_ASCII)));
        assertFalse(sealed.contains(Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET)));
        assertNotEquals(sealed, sealed());
    }

    @Test
    void anotherWorkspaceOrContextOpensNothing() {
        String sealed = sealed();
        assertDamaged(WorkspaceId.fresh(), "totp/usr_1", sealed);
        assertDamaged(workspace, "totp/usr_2", sealed);
    }

    @Test
    void whatWasAlteredIsNotOpened() {
        String sealed = sealed();
        for (int at = 0; at < sealed.length(); at++) {
            char altered = sealed.charAt(at) == 'A' ? 'B' : 'A';
            String wrong = sealed.substring(0, at) + altered + sealed.substring(at + 1);
            TenancyException refused =
                    assertThrows(TenancyException.class, () -> seal().open(workspace, "totp/usr_1", wrong), wrong);
            // What names the holder of the key may name one that is not there.
            assertTrue(refused.code().equals("damaged") || refused.code().equals("key-unavailable"), refused.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "...", "x", "a.b.c.d", "\u0000", "é.é.é.é"})
    void whatWasNeverSealedIsDamaged(String text) {
        assertDamaged(workspace, "totp/usr_1", text);
    }

    private String sealed() {
        return seal().seal(workspace, "totp/usr_1", SECRET.clone());
    }

    private void assertDamaged(WorkspaceId in, String context, String sealed) {
        assertEquals(
                "damaged",
                assertThrows(TenancyException.class, () -> seal().open(in, context, sealed))
                        .code());
    }
}
