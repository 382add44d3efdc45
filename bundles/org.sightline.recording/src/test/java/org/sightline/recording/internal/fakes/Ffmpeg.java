package org.sightline.recording.internal.fakes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes real media to record, and looks at what was recorded, with ffmpeg. */
public final class Ffmpeg {
    private static final int FPS = 20;
    /** By seconds: each is made once. */
    private static final Map<Integer, List<byte[]>> VP8 = new HashMap<>();

    private static final Map<Integer, List<byte[]>> OPUS = new HashMap<>();

    private Ffmpeg() {}

    /** VP8 frames, 20 a second, a keyframe each second. */
    public static List<byte[]> vp8(Path folder, int seconds) throws IOException {
        return sample(VP8, folder, seconds, Ffmpeg::makeVp8);
    }

    /** Opus packets of 20 ms. */
    public static List<byte[]> opus(Path folder, int seconds) throws IOException {
        return sample(OPUS, folder, seconds, Ffmpeg::makeOpus);
    }

    private interface Maker {
        List<byte[]> make(Path folder, int seconds) throws IOException;
    }

    private static synchronized List<byte[]> sample(
            Map<Integer, List<byte[]>> made, Path folder, int seconds, Maker maker) throws IOException {
        List<byte[]> sample = made.get(seconds);
        if (sample == null) {
            sample = maker.make(folder, seconds);
            made.put(seconds, sample);
        }
        return sample;
    }

    private static List<byte[]> makeVp8(Path folder, int seconds) throws IOException {
        Path file = folder.resolve("sample.ivf");
        run(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=320x240:rate=" + FPS + ":duration=" + seconds,
                "-c:v",
                "libvpx",
                "-b:v",
                "300k",
                "-g",
                "" + FPS,
                "-deadline",
                "realtime",
                "-auto-alt-ref",
                "0",
                "-lag-in-frames",
                "0",
                file.toString());
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        in.position(32);
        List<byte[]> frames = new ArrayList<>();
        while (in.remaining() > 12) {
            byte[] frame = new byte[in.getInt()];
            in.getLong();
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    private static List<byte[]> makeOpus(Path folder, int seconds) throws IOException {
        Path file = folder.resolve("sample.ogg");
        run(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=48000:duration=" + seconds,
                "-ac",
                "2",
                "-c:a",
                "libopus",
                "-b:a",
                "32k",
                "-frame_duration",
                "20",
                file.toString());
        byte[] bytes = Files.readAllBytes(file);
        List<byte[]> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (int at = 0; at + 27 <= bytes.length; ) {
            int segments = bytes[at + 26] & 255;
            int data = at + 27 + segments;
            for (int i = 0; i < segments; i++) {
                int length = bytes[at + 27 + i] & 255;
                packet.write(bytes, data, length);
                data += length;
                if (length < 255) {
                    packets.add(packet.toByteArray());
                    packet.reset();
                }
            }
            at = data;
        }
        return packets.subList(2, packets.size());
    }

    /** H.264 access units of constrained baseline, each a list of units without start codes. */
    public static List<List<byte[]>> h264(Path folder, int seconds) throws IOException {
        Path file = folder.resolve("sample.h264");
        run(
                "ffmpeg",
                "-y",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=320x240:rate=" + FPS + ":duration=" + seconds,
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264",
                "-profile:v",
                "baseline",
                "-tune",
                "zerolatency",
                "-x264-params",
                "slices=1:aud=1",
                "-g",
                "" + FPS,
                "-b:v",
                "300k",
                file.toString());
        byte[] bytes = Files.readAllBytes(file);
        List<List<byte[]>> accessUnits = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
                starts.add(i + 3);
            }
        }
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) - 3 : bytes.length;
            while (end > starts.get(i) && bytes[end - 1] == 0) {
                end--;
            }
            byte[] unit = Arrays.copyOfRange(bytes, starts.get(i), end);
            if ((unit[0] & 31) == 9) {
                accessUnits.add(new ArrayList<>());
            }
            accessUnits.get(accessUnits.size() - 1).add(unit);
        }
        return accessUnits;
    }

    /** What ffprobe says about a file: lines of {@code key=value} of the streams and the format. */
    public static String probe(Path file) throws IOException {
        return run(
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,width,height,nb_read_frames,channels:format=duration,format_name",
                "-of",
                "default=noprint_wrappers=1",
                file.toString());
    }

    /** Decodes everything. @return what ffmpeg complains about: empty if nothing */
    public static String decode(Path file) throws IOException {
        return run("ffmpeg", "-v", "warning", "-xerror", "-i", file.toString(), "-f", "null", "-");
    }

    /** Runs a program to its end. @return all that it prints */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
