package org.sightline.selftest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTest {
    private final Sample sample = Sample.load();

    @Test
    void theSampleIsSmallAndLastsThreeSeconds() {
        assertEquals(3 * Sample.FRAMES_PER_SECOND, sample.frames().size());
        assertEquals(3 * Sample.PACKETS_PER_SECOND, sample.packets().size(), 2);
        int bytes = sample.frames().stream().mapToInt(frame -> frame.length).sum()
                + sample.packets().stream().mapToInt(packet -> packet.length).sum();
        assertTrue(bytes < 300_000, bytes + " bytes");
    }

    @Test
    void aKeyframeIsNeverFarAway() {
        assertEquals(0, sample.keyframeFrom(0));
        for (int i = 0; i < sample.frames().size(); i++) {
            int distance =
                    Math.floorMod(sample.keyframeFrom(i) - i, sample.frames().size());
            assertTrue(distance < Sample.FRAMES_PER_SECOND, "frame " + i + ": " + distance);
        }
    }

    @Test
    void otherFilesAreRefused() {
        for (byte[] file : List.of(new byte[0], new byte[100], "OggS".getBytes(), "DKIF".getBytes())) {
            assertThrows(IllegalArgumentException.class, () -> IvfFile.frames(file));
            assertThrows(IllegalArgumentException.class, () -> OggOpusFile.packets(file));
        }
    }

    @Test
    void filesThatAreCutOffAreRefused() throws Exception {
        byte[] ivf = Sample.class.getResourceAsStream("sample.ivf").readAllBytes();
        assertThrows(IllegalArgumentException.class, () -> IvfFile.frames(Arrays.copyOf(ivf, ivf.length - 1)));
        byte[] ogg = Sample.class.getResourceAsStream("sample.ogg").readAllBytes();
        assertThrows(IllegalArgumentException.class, () -> OggOpusFile.packets(Arrays.copyOf(ogg, ogg.length - 1)));
    }

    @Test
    void aSampleBeginsWithAKeyframe() {
        List<byte[]> delta = List.of(new byte[] {1});
        assertThrows(IllegalArgumentException.class, () -> new Sample(delta, sample.packets()));
        assertThrows(IllegalArgumentException.class, () -> new Sample(sample.frames(), List.of()));
    }
}
