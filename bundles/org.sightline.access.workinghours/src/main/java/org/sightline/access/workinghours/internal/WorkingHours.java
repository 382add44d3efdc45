package org.sightline.access.workinghours.internal;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When a business is open: on some days of the week, from a time of day until before another, by the clocks of one place.
 *
 * @param until not later than {@code from}: the shift lasts until the next day, equal: the whole day
 */
record WorkingHours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime until) {
    WorkingHours {
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static WorkingHours of(String zone, String[] days, String from, String until) {
        return new WorkingHours(zone(zone), days(days), time("from", from), time("until", until));
    }

    boolean include(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        LocalTime time = there.toLocalTime();
        DayOfWeek day = there.getDayOfWeek();
        if (from.isBefore(until)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(until);
        }
        boolean begun = days.contains(day) && !time.isBefore(from);
        boolean notOver = days.contains(day.minus(1)) && time.isBefore(until);
        return begun || notOver;
    }

    @Override
    public String toString() {
        return from + " to " + until + " (" + zone.getId() + ")";
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.trim());
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("zone: a time zone such as America/Toronto", unknown);
        }
    }

    /** A list in a file of settings arrives as one text. */
    private static Set<DayOfWeek> days(String[] texts) {
        List<String> names = Arrays.stream(texts)
                .flatMap(text -> Stream.of(text.split(",")))
                .map(name -> name.trim().toUpperCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("days: at least one, such as monday");
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : names) {
            try {
                days.add(DayOfWeek.valueOf(name));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException("days: English names of days, such as monday", unknown);
            }
        }
        return days;
    }

    private static LocalTime time(String key, String text) {
        try {
            return LocalTime.parse(text.trim());
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(key + ": a time such as 08:00", unreadable);
        }
    }
}
