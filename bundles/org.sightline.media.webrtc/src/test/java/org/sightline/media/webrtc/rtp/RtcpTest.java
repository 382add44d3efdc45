package org.sightline.media.webrtc.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private final RtcpWriter writer = new RtcpWriter();
    private final List<String> heard = new ArrayList<>();
    private final RtcpHandler recorder = new RtcpHandler() {
        @Override
        public void senderReport(int ssrc, long ntp, int rtpTimestamp) {
            heard.add("sr " + ssrc + ' ' + ntp + ' ' + rtpTimestamp);
        }

        @Override
        public void reportBlock(int ssrc, int fractionLost, int lastReport, long delay) {
            heard.add("block " + ssrc + ' ' + fractionLost + ' ' + lastReport + ' ' + delay);
        }

        @Override
        public void nack(int ssrc, int sequence) {
            heard.add("nack " + ssrc + ' ' + sequence);
        }

        @Override
        public void keyframeNeeded(int ssrc) {
            heard.add("keyframe " + ssrc);
        }

        @Override
        public void remb(long bitsPerSecond) {
            heard.add("remb " + bitsPerSecond);
        }

        @Override
        public void bye(int ssrc) {
            heard.add("bye " + ssrc);
        }
    };

    @Test
    void aCompoundPacketIsReadBackAsItWasWritten() {
        writer.senderReport(1, 1L << 40, 90_000, 5, 500)
                .receiverReport(2, 3, 64, 7, 0x10005, 9, 10, 11)
                .nack(2, 3, new int[] {0x1fffe, 0x1ffff, 0x20000, 0x20030}, 4)
                .keyframeNeeded(2, 3)
                .remb(2, 3, 1_500_000)
                .bye(1);

        assertTrue(Rtcp.read(writer.packet(), recorder));

        assertEquals(
                List.of(
                        "sr 1 1099511627776 90000",
                        "block 3 64 10 11",
                        "nack 3 65534",
                        "nack 3 65535",
                        "nack 3 0",
                        "nack 3 48",
                        "keyframe 3",
                        "remb 1500000",
                        "bye 1"),
                heard);
    }

    @Test
    void theBitRateLimitKeepsItsMagnitude() {
        for (long rate : new long[] {1, 80_000, 262_143, 262_144, 50_000_000, 10_000_000_000L}) {
            heard.clear();
            assertTrue(Rtcp.read(writer.clear().remb(1, 2, rate).packet(), recorder));
            long read = Long.parseLong(heard.get(0).substring(5));
            assertTrue(read <= rate && read > rate * 0.9999 - 1, rate + " became " + read);
        }
    }

    @Test
    void aCutPacketIsMalformed() {
        Packet packet = writer.keyframeNeeded(1, 2).packet();

        assertFalse(Rtcp.read(new Packet(packet.bytes(), 0, packet.length() - 1), recorder));
    }

    @Test
    void arrivalsAreReportedWithTheirTimesAndGaps() {
        ArrivalLog log = new ArrivalLog();
        TreeMap<Integer, Long> sent = new TreeMap<>();
        for (int i = 0; i < 200; i++) {
            if (i % 7 != 3) {
                int sequence = 65_500 + i & 0xffff;
                sent.put(i, 5_000_000L + i * 1_300L + i % 3 * 70_000L);
                log.add(sequence, sent.get(i));
            }
        }

        TreeMap<Integer, Long> read = report(log);

        assertEquals(sent.keySet(), read.keySet());
        long offset = read.get(0) - sent.get(0);
        sent.forEach((key, at) -> assertEquals(at + offset, read.get(key), 260, "time of " + key));
    }

    private TreeMap<Integer, Long> report(ArrivalLog log) {
        TreeMap<Integer, Long> read = new TreeMap<>();
        log.report(writer.clear(), 1, 2);
        TransportFeedback feedback = new TransportFeedback();
        Rtcp.read(writer.packet(), new RtcpHandler() {
            @Override
            public void transportFeedback(Packet packet, int at, int length) {
                feedback.read(packet, at, length, new TransportFeedback.Visitor() {
                    @Override
                    public void received(int sequence16, long arrivalMicros) {
                        read.put(sequence16 - 65_500 & 0xffff, arrivalMicros);
                    }

                    @Override
                    public void lost(int sequence16) {
                        assertEquals(3, (sequence16 - 65_500 & 0xffff) % 7);
                    }
                });
            }
        });
        return read;
    }

    @Property(tries = 3000)
    void noBytesBreakTheReader(
            @ForAll @Size(min = 4, max = 200) byte[] bytes, @ForAll @IntRange(min = 198, max = 208) int type) {
        bytes[0] = (byte) (bytes[0] & 0x3f | 0x80);
        bytes[1] = (byte) type;
        bytes[2] = 0;
        bytes[3] = (byte) (bytes.length / 4 - 1);
        TransportFeedback feedback = new TransportFeedback();
        Rtcp.read(new Packet(bytes, 0, bytes.length), new RtcpHandler() {
            @Override
            public void transportFeedback(Packet packet, int at, int length) {
                feedback.read(packet, at, length, new TransportFeedback.Visitor() {
                    @Override
                    public void received(int sequence16, long arrivalMicros) {}

                    @Override
                    public void lost(int sequence16) {}
                });
            }
        });
    }
}
