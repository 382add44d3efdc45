package org.sightline.rest.internal.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.rest.internal.media.ByteRange.Unsatisfiable;

class ByteRangeTest {
    private static final long MOST = 1L << 50;

    @Property
    void aRangeWithinTheWholeIsAnsweredExactly(
            @ForAll @LongRange(min = 1, max = MOST) long length,
            @ForAll @LongRange(min = 0, max = MOST) long first,
            @ForAll @LongRange(min = 0, max = MOST) long more)
            throws Unsatisfiable {
        long from = first % length;
        long last = from + more;
        ByteRange range = ByteRange.parse("bytes=" + from + "-" + last, length).orElseThrow();
        assertEquals(from, range.from());
        assertEquals(Math.min(last + 1, length), range.to());
    }

    @Property
    void anOpenRangeGoesToTheEnd(
            @ForAll @LongRange(min = 1, max = MOST) long length, @ForAll @LongRange(min = 0, max = MOST) long first)
            throws Unsatisfiable {
        long from = first % length;
        assertEquals(Optional.of(new ByteRange(from, length)), ByteRange.parse("bytes=" + from + "-", length));
    }

    @Property
    void aSuffixIsTheEndAndNeverMoreThanAll(
            @ForAll @LongRange(min = 1, max = MOST) long length, @ForAll @LongRange(min = 1, max = MOST) long count)
            throws Unsatisfiable {
        ByteRange range = ByteRange.parse("bytes=-" + count, length).orElseThrow();
        assertEquals(length, range.to());
        assertEquals(Math.min(count, length), range.length());
    }

    @Property
    void aRangeBeyondTheEndCannotBeSatisfied(
            @ForAll @LongRange(min = 0, max = MOST) long length, @ForAll @LongRange(min = 0, max = MOST) long beyond) {
        assertThrows(Unsatisfiable.class, () -> ByteRange.parse("bytes=" + (length + beyond) + "-", length));
    }

    @Property
    void whateverIsSentNothingOutsideIsAnswered(
            @ForAll @StringLength(max = 40) String text, @ForAll @LongRange(min = 0, max = 1000) long length) {
        try {
            ByteRange.parse("bytes=" + text, length)
                    .ifPresent(range -> assertTrue(range.from() >= 0 && range.to() <= length && range.length() > 0));
        } catch (Unsatisfiable refused) {
            assertTrue(length >= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=5", "bytes=a-b", "bytes=5-4", "bytes=-0", "bytes=1-2-3"})
    void whatMakesNoSenseCannotBeSatisfied(String header) {
        assertThrows(Unsatisfiable.class, () -> ByteRange.parse(header, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"items=0-5", "0-5", "bytes=0-1,5-6", "bytes=0-1, -5"})
    void otherUnitsAndSeveralRangesAreIgnored(String header) throws Unsatisfiable {
        assertEquals(Optional.empty(), ByteRange.parse(header, 100));
    }

    @Test
    void itsContentRangeCountsInclusively() {
        assertEquals("bytes 0-9/100", new ByteRange(0, 10).contentRange(100));
    }
}
