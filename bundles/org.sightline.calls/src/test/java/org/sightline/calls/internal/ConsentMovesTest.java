package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sightline.calls.Consent;

final class ConsentMovesTest {

    @ParameterizedTest
    @CsvSource({
        "UNDECIDED, true, GIVEN",
        "UNDECIDED, false, REFUSED",
        "GIVEN, true, GIVEN",
        "GIVEN, false, WITHDRAWN",
        "REFUSED, true, GIVEN",
        "REFUSED, false, REFUSED",
        "WITHDRAWN, true, GIVEN",
        "WITHDRAWN, false, WITHDRAWN"
    })
    void anAnswerFollowsFromTheOneBefore(Consent before, boolean given, Consent after) {
        assertEquals(after, ConsentMoves.answer(before, given));
    }
}
