package org.sightline.access.workinghours.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkingHoursTest {
    private static final String[] WEEK = {"monday", "tuesday", "wednesday", "thursday", "friday"};

    @ParameterizedTest(name = "{0}: open {1}")
    @CsvSource({
        "2026-03-02T12:59:59.999Z, false",
        "2026-03-02T13:00:00Z,     true",
        "2026-03-02T22:59:59.999Z, true",
        "2026-03-02T23:00:00Z,     false",
        "2026-03-07T15:00:00Z,     false", // Saturday
        "2026-03-09T11:59:59Z,     false", // clocks were put forward on the 8th
        "2026-03-09T12:00:00Z,     true",
        "2026-03-09T22:00:00Z,     false"
    })
    void itIsOpenFromTheOneTimeUntilBeforeTheOtherByTheClocksOfThePlace(Instant instant, boolean open) {
        assertEquals(
                open, WorkingHours.of("America/Toronto", WEEK, "08:00", "18:00").include(instant));
    }

    @ParameterizedTest(name = "{0}: open {1}")
    @CsvSource({
        "2026-03-06T21:59:59Z, false",
        "2026-03-06T22:00:00Z, true", // Friday's shift
        "2026-03-07T05:59:59Z, true",
        "2026-03-07T06:00:00Z, false",
        "2026-03-07T22:00:00Z, false",
        "2026-03-02T05:00:00Z, false" // Sunday's shift there is none
    })
    void aNightShiftBelongsToTheDayOnWhichItBegins(Instant instant, boolean open) {
        assertEquals(open, WorkingHours.of("UTC", WEEK, "22:00", "06:00").include(instant));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T00:00:00Z, true", "2026-03-02T23:59:59Z, true", "2026-03-03T00:00:00Z, false"})
    void theSameTimeTwiceIsTheWholeDay(Instant instant, boolean open) {
        assertEquals(
                open,
                WorkingHours.of("UTC", new String[] {"monday"}, "00:00", "00:00")
                        .include(instant));
    }

    @Test
    void daysMayComeAsOneText() {
        WorkingHours hours = WorkingHours.of("UTC", new String[] {" Monday, sunday,"}, "08:00", "18:00");
        assertTrue(hours.include(Instant.parse("2026-03-01T09:00:00Z")));
        assertTrue(hours.include(Instant.parse("2026-03-02T09:00:00Z")));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource({
        "Mars/Olympus, monday, 08:00, 18:00, zone: a time zone such as America/Toronto",
        "'',           monday, 08:00, 18:00, zone: a time zone such as America/Toronto",
        "UTC,          '',     08:00, 18:00, 'days: at least one, such as monday'",
        "UTC,          lundi,  08:00, 18:00, 'days: English names of days, such as monday'",
        "UTC,          monday, 8 am,  18:00, from: a time such as 08:00",
        "UTC,          monday, 08:00, 24:30, until: a time such as 08:00"
    })
    void aWrongSettingIsNamed(String zone, String days, String from, String until, String message) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> WorkingHours.of(zone, new String[] {days}, from, until));
        assertEquals(message, e.getMessage());
    }
}
