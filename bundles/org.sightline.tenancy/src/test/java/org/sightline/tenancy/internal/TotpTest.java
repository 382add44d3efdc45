package org.sightline.tenancy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238 Appendix B, of which six digits are the last six of its eight. */
    @ParameterizedTest
    @CsvSource({
        "59, 0000000000000001, 287082",
        "1111111109, 00000000023523EC, 081804",
        "1111111111, 00000000023523ED, 050471",
        "1234567890, 000000000273EF07, 005924",
        "2000000000, 0000000003F940AA, 279037",
        "20000000000, 0000000027BC86AA, 353130"
    })
    void theCodesAreThoseOfTheStandard(long seconds, String step, String code) {
        assertEquals(Long.parseLong(step, 16), Totp.step(Instant.ofEpochSecond(seconds)));
        assertEquals(code, Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds))));
    }

    @Test
    void theNeighbouringStepsCodesMatchAndNoOthers() {
        assertEquals(OptionalLong.of(100), Totp.match(SECRET, Totp.code(SECRET, 100), 100));
        assertEquals(OptionalLong.of(99), Totp.match(SECRET, Totp.code(SECRET, 99), 100));
        assertEquals(OptionalLong.of(101), Totp.match(SECRET, Totp.code(SECRET, 101), 100));
        assertEquals(OptionalLong.empty(), Totp.match(SECRET, Totp.code(SECRET, 98), 100));
        assertEquals(OptionalLong.empty(), Totp.match(SECRET, Totp.code(SECRET, 102), 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12345", "1234567", "none  ", "١٢٣٤٥٦", "-12345", "\u0000", "é"})
    void whatIsNoCodeMatchesNothing(String typed) {
        assertEquals(OptionalLong.empty(), Totp.match(SECRET, typed, 100));
    }

    /** RFC 4648 §10, "foobar" made a multiple of five bytes long. */
    @Test
    void secretsAreWrittenInBase32() {
        assertEquals("MZXW6YTB", Totp.base32("fooba".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.base32(SECRET));
        assertEquals(32, Totp.base32(Totp.freshSecret()).length());
    }
}
