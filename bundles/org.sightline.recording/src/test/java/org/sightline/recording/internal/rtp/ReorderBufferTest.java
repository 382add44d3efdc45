package org.sightline.recording.internal.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ReorderBufferTest {
    private static final long MILLI = 1_000_000L;

    private final List<Integer> out = new ArrayList<>();
    private final List<Integer> afterGaps = new ArrayList<>();
    private final ReorderBuffer buffer = new ReorderBuffer(0, 800 * MILLI, (packet, gap) -> {
        assertEquals(packet.sequence(), packet.payload(0) << 8 | packet.payload(1));
        out.add(packet.sequence());
        if (gap) {
            afterGaps.add(packet.sequence());
        }
    });

    private void put(int sequence, long millis) {
        put(buffer, sequence, millis, 0);
    }

    private static void put(ReorderBuffer buffer, int sequence, long millis, long resumedNanos) {
        int wrapped = sequence & 0xffff;
        byte[] bytes = ByteBuffer.allocate(14)
                .put((byte) 0x80)
                .put((byte) 96)
                .putShort((short) wrapped)
                .putInt(0)
                .putInt(1)
                .putShort((short) wrapped)
                .array();
        RtpPacket packet = new RtpPacket();
        assertTrue(packet.parse(bytes, 0, bytes.length, millis * MILLI));
        buffer.packet(packet, resumedNanos);
    }

    @Test
    void packetsInOrderPassAtOnce() {
        IntStream.range(65_530, 65_545).forEach(sequence -> put(sequence, 1));

        assertEquals(
                IntStream.range(65_530, 65_545).map(s -> s & 0xffff).boxed().toList(), out);
    }

    @Property(tries = 200)
    void anyOrderWithinTheWaitIsPutRight(@ForAll long seed, @ForAll @IntRange(max = 65_535) int first) {
        List<Integer> result = new ArrayList<>();
        ReorderBuffer fresh = new ReorderBuffer(0, 800 * MILLI, (packet, gap) -> result.add(packet.sequence()));
        List<Integer> order = new ArrayList<>(IntStream.range(1, 200).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        put(fresh, first, 1, 0);
        order.forEach(step -> put(fresh, first + step, 2, 0));

        assertEquals(
                IntStream.range(0, 200).map(s -> first + s & 0xffff).boxed().toList(), result);
        assertEquals(0, fresh.lost());
    }

    @Test
    void theFirstPacketsMayComeInAnyOrder() {
        List<Integer> result = new ArrayList<>();
        ReorderBuffer patient =
                new ReorderBuffer(100 * MILLI, 800 * MILLI, (packet, gap) -> result.add(packet.sequence()));
        put(patient, 2, 0, 0);
        put(patient, 0, 10, 0);
        put(patient, 65_535, 20, 0);
        put(patient, 1, 30, 0);
        patient.expire(99 * MILLI);
        assertEquals(List.of(), result);

        patient.expire(100 * MILLI);
        put(patient, 3, 110, 0);

        assertEquals(List.of(65_535, 0, 1, 2, 3), result);
    }

    @Test
    void aLatePacketIsWaitedFor() {
        put(1, 0);
        put(3, 10);
        buffer.expire(700 * MILLI);
        put(2, 790);

        assertEquals(List.of(1, 2, 3), out);
        assertEquals(List.of(), afterGaps);
    }

    @Test
    void afterTheWaitThePacketsBehindTheGapGoOn() {
        put(1, 0);
        put(3, 10);
        put(4, 20);
        put(6, 700);
        buffer.expire(809 * MILLI);
        assertEquals(List.of(1), out);

        buffer.expire(810 * MILLI);
        assertEquals(List.of(1, 3, 4), out);
        put(2, 811); // too late
        buffer.expire(1_500 * MILLI);

        assertEquals(List.of(1, 3, 4, 6), out);
        assertEquals(List.of(3, 6), afterGaps);
        assertEquals(2, buffer.lost());
    }

    @Test
    void duplicatesAreDropped() {
        put(1, 0);
        put(1, 1);
        put(3, 2);
        put(3, 3);
        put(2, 4);

        assertEquals(List.of(1, 2, 3), out);
    }

    @Test
    void whatAPauseLeftOutIsNotWaitedFor() {
        put(buffer, 1, 0, 0);
        put(buffer, 200, 5_000, 4_900 * MILLI);
        put(buffer, 201, 5_001, 4_900 * MILLI);
        put(buffer, 203, 5_002, 4_900 * MILLI); // a real loss after the pause

        assertEquals(List.of(1, 200, 201), out);
        assertEquals(List.of(200), afterGaps);
        assertEquals(0, buffer.lost());
    }

    @Test
    void aJumpBeyondAllMemoryIsFollowedAtOnce() {
        put(1, 0);
        put(3, 1);
        put(20_000, 2);
        put(20_001, 3);

        assertEquals(List.of(1, 3, 20_000, 20_001), out);
    }

    @Test
    void aStreamThatStartsAnewFarBehindIsFollowedAfterAWhile() {
        put(20_000, 0);
        IntStream.range(0, 60).forEach(step -> put(100 + step, 1 + step));

        assertTrue(out.contains(159));
    }

    @Test
    void theEndLetsOutWhatWaits() {
        put(1, 0);
        put(3, 1);
        put(5, 2);
        buffer.flush();

        assertEquals(List.of(1, 3, 5), out);
    }
}
