package org.sightline.selftest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SamplePlayerTest {
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private final List<Integer> videoTimes = new CopyOnWriteArrayList<>();
    private final List<Integer> audioTimes = new CopyOnWriteArrayList<>();
    private final byte[] keyframe = {0};
    private final byte[] delta = {1};
    private final SamplePlayer player = new SamplePlayer(
            "test",
            new Sample(List.of(keyframe, delta, delta, delta, delta, delta, delta, delta), List.of(new byte[] {1})),
            new SamplePlayer.Out() {
                @Override
                public void video(byte[] frame, int timestamp) {
                    frames.add(frame);
                    videoTimes.add(timestamp);
                }

                @Override
                public void audio(byte[] packet, int timestamp) {
                    audioTimes.add(timestamp);
                }
            });

    @AfterEach
    void stop() {
        player.close();
    }

    @Test
    void theSampleIsLoopedWithTimestampsThatGoOn() {
        player.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> frames.size() >= 10);
        player.close();
        assertEquals(keyframe, frames.get(0));
        assertEquals(keyframe, frames.get(8));
        for (int i = 1; i < videoTimes.size(); i++) {
            assertTrue(videoTimes.get(i) > videoTimes.get(i - 1));
        }
        for (int i = 0; i < audioTimes.size(); i++) {
            assertEquals(960 * i, audioTimes.get(i));
        }
        assertTrue(audioTimes.size() >= 20, "sound goes on beside the pictures");
    }

    @Test
    void aKeyframeThatIsAskedForIsSentAtOnce() {
        player.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> frames.size() >= 2);
        player.keyframeNeeded();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> frames.stream().filter(frame -> frame == keyframe).count() == 2);
        assertTrue(frames.size() < 8, "it did not wait for the loop");
    }

    @Test
    void nothingIsSentOnceItIsClosed() {
        player.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> frames.size() >= 2);
        player.close();
        int sent = frames.size();
        Awaitility.await()
                .during(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(2))
                .until(() -> frames.size() == sent);
    }
}
