package org.sightline.calls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallSettingsTest {

    @Test
    void settingsAreHoursAndDays() {
        CallSettings settings = new CallSettings(24, 7, 12);

        assertEquals(Duration.ofHours(24), settings.invitation());
        assertEquals(Duration.ofDays(7), settings.unused());
        assertEquals(Duration.ofHours(12), settings.longest());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 7, 12, invitationHours",
        "169, 7, 12, invitationHours",
        "24, 0, 12, unusedDays",
        "24, 366, 12, unusedDays",
        "24, 7, -1, longestHours",
        "24, 7, 169, longestHours"
    })
    void aBadValueIsNamed(int invitation, int unused, int longest, String key) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new CallSettings(invitation, unused, longest));

        assertTrue(refused.getMessage().contains(key));
    }
}
