package org.sightline.recording.internal.recorder;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.sightline.keys.DataKey;
import org.sightline.keys.WrappedKey;
import org.sightline.media.Codec;
import org.sightline.media.Track;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.rtp.ChunkPool;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.tenancy.WorkspaceId;

/**
 * Measures the processor time that recording a packet takes from the tap to the sealed file, syncs included: a picture of 2.6 Mbit/s in
 * packets of 1,100 bytes. Prints one line of JSON. Argument: minutes of media (default 10).
 */
public final class RecorderBench {
    private static final long MILLI = 1_000_000L;
    private static final int PACKETS_A_FRAME = 10;
    private static final int FRAME_MILLIS = 33;

    private RecorderBench() {}

    public static void main(String[] arguments) throws Exception {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        run(1);
        System.out.printf(Locale.ROOT, "{\"nanosPerRecordedPacket\":%.0f}%n", run(minutes));
    }

    private static double run(int minutes) throws Exception {
        Path folder = Files.createTempDirectory("recorder");
        Path path = folder.resolve("take-1.slr");
        SealedName name = new SealedName(WorkspaceId.fresh(), RecordingId.fresh(), 1);
        DataKey key = new DataKey(new byte[32], new WrappedKey("bench", "1", "YmVuY2g"));
        PacketContent content = new PacketContent(
                List.of(new Track(0, Codec.VP8)),
                track -> {},
                new TakeFile(path, name, key),
                new ChunkPool(64),
                0,
                Instant.EPOCH);
        byte[] packet = new byte[1_112];
        ByteBuffer view = ByteBuffer.wrap(packet);
        long packets = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (long millis = 0; millis < minutes * 60_000L; millis += FRAME_MILLIS) {
            for (int i = 0; i < PACKETS_A_FRAME; i++, packets++) {
                view.put(0, (byte) 0x80)
                        .put(1, (byte) (i == PACKETS_A_FRAME - 1 ? 0xe0 : 0x60))
                        .putShort(2, (short) packets)
                        .putInt(4, (int) (millis * 90))
                        .put(12, (byte) (i == 0 ? 0x10 : 0))
                        .put(13, (byte) (packets == 0 ? 0 : 1));
                if (packets == 0) {
                    view.put(16, (byte) 0x9d).put(17, (byte) 1).put(18, (byte) 0x2a);
                }
                content.rtp(0, packet, 0, packet.length, millis * MILLI);
            }
            content.work(millis * MILLI);
        }
        content.finish("ended");
        double nanos = (double) (threads.getCurrentThreadCpuTime() - start) / packets;
        Files.delete(path);
        Files.delete(folder);
        return nanos;
    }
}
