package org.sightline.recording.internal.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PacketQueueTest {

    @Test
    void whatAnotherThreadPutsInComesOutWholeAndInOrder() throws Exception {
        PacketQueue queue = new PacketQueue(new ChunkPool(64), 64);
        int count = 50_000;
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            byte[] packet = new byte[1_200];
            for (int i = 0; i < count; ) {
                ByteBuffer.wrap(packet).putInt(0, i).putInt(4 + i % 1_000, i);
                long before = queue.dropped();
                queue.offer(i & 3, packet, 0, 8 + i % 1_000, i);
                if (queue.dropped() == before) {
                    i++;
                } else {
                    Thread.onSpinWait();
                }
            }
        });

        while (next.get() < count) {
            queue.drain((tag, buffer, offset, length, nanos) -> {
                int i = next.getAndIncrement();
                assertEquals(i & 3, tag);
                assertEquals(i, nanos);
                assertEquals(8 + i % 1_000, length);
                ByteBuffer bytes = ByteBuffer.wrap(buffer);
                assertEquals(i, bytes.getInt(offset + 4 + i % 1_000));
            });
        }
        producer.get(10, TimeUnit.SECONDS);

        assertEquals(count, next.get());
    }

    @Test
    void whatDoesNotFitIsCountedAndDropped() {
        PacketQueue queue = new PacketQueue(new ChunkPool(100), 2);
        byte[] packet = new byte[10_000];
        for (int i = 0; i < 20; i++) {
            queue.offer(0, packet, 0, packet.length, i);
        }
        queue.offer(0, new byte[60_000], 0, 60_000, 0); // no RTP packet is this long

        AtomicInteger taken = new AtomicInteger();
        queue.drain((tag, buffer, offset, length, nanos) -> taken.incrementAndGet());

        assertEquals(12, taken.get());
        assertEquals(9, queue.dropped());
    }

    @Test
    void oneQueueCannotTakeTheMemoryOfAllTwice() {
        ChunkPool pool = new ChunkPool(3);
        PacketQueue first = new PacketQueue(pool, 10);
        PacketQueue second = new PacketQueue(pool, 10);
        byte[] packet = new byte[16_000];
        for (int i = 0; i < 40; i++) {
            first.offer(0, packet, 0, packet.length, i);
        }
        second.offer(0, packet, 0, packet.length, 0);
        assertEquals(1, second.dropped());

        first.drain((tag, buffer, offset, length, nanos) -> {});
        first.close();
        second.offer(0, packet, 0, packet.length, 0);

        assertEquals(1, second.dropped());
        assertTrue(first.dropped() > 0);
    }
}
