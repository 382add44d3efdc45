package org.sightline.media.webrtc.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sightline.media.webrtc.rtp.ArrivalLog;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.Rtcp;
import org.sightline.media.webrtc.rtp.RtcpHandler;
import org.sightline.media.webrtc.rtp.RtcpWriter;
import org.sightline.media.webrtc.rtp.Rtp;
import org.sightline.media.webrtc.sdp.Format;
import org.sightline.media.webrtc.sdp.MediaSection;
import org.sightline.media.webrtc.sdp.SessionDescription;
import org.sightline.media.webrtc.srtp.SrtpContexts;

/** A client's streams: protects and opens packets, answers and sends feedback. */
final class ClientMedia implements RtcpHandler {
    private static final long REQUEST_NANOS = 20_000_000L;
    private static final long FEEDBACK_NANOS = 60_000_000L;
    private static final long REPORT_NANOS = 1_000_000_000L;
    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    /** Sends a datagram to the other side. */
    interface Sender {
        void send(byte[] bytes, int offset, int length);
    }

    private final OfferedSession session;
    private final ClientListener listener;
    private final Sender sender;
    private final Map<Integer, ReceivedStream> streams = new ConcurrentHashMap<>();
    private final Map<Integer, ReceivedStream> repeats = new ConcurrentHashMap<>();
    private final ArrivalLog arrivals = new ArrivalLog();
    private final RtcpWriter writer = new RtcpWriter();
    private final Packet incoming = new Packet();
    private final Object sending = new Object();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong keyframeRequests = new AtomicLong();
    private final AtomicLong retransmissions = new AtomicLong();
    private volatile SrtpContexts opener;
    private volatile SrtpContexts protector;
    private volatile String videoCodec = "";
    private volatile long bitRateLimit;
    private volatile long started;
    private volatile int firstFrameMillis = -1;
    private int transportNumber;
    private long lastRequest;
    private long lastFeedback;
    private long lastReport;

    ClientMedia(OfferedSession session, ClientListener listener, Sender sender) {
        this.session = session;
        this.listener = listener;
        this.sender = sender;
    }

    void start(long now) {
        started = now;
    }

    void negotiated(SessionDescription answer) {
        for (MediaSection section : answer.media()) {
            if (section.isRejected() || section.formats().isEmpty()) {
                continue;
            }
            Format format = section.formats().get(0);
            int retransmission =
                    section.retransmissionOf(format).map(Format::payloadType).orElse(-1);
            boolean video = section.kind().equals("video");
            synchronized (sending) {
                if (section.mid().equals("0")) {
                    session.audio().negotiated(format.payloadType(), retransmission);
                } else if (section.mid().equals("1")) {
                    session.video().negotiated(format.payloadType(), retransmission);
                    videoCodec = format.encoding().split("/")[0];
                }
            }
            if (section.direction().sends()) {
                section.ssrcs().stream()
                        .filter(ssrc -> !section.retransmissions().containsKey(ssrc))
                        .forEach(ssrc -> receive(section, ssrc, format, video));
            }
        }
    }

    private void receive(MediaSection section, int ssrc, Format format, boolean video) {
        ReceivedStream known = streams.get(ssrc);
        if (known != null && known.payloadType == format.payloadType()) {
            return;
        }
        int repeat = section.retransmissions().entrySet().stream()
                .filter(entry -> entry.getValue() == ssrc)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
        FrameAssembler assembler =
                format.is("VP8") ? new FrameAssembler((f, at, key) -> frame(section.mid(), f, at, key)) : null;
        ReceivedStream stream = new ReceivedStream(section.mid(), ssrc, repeat, format.payloadType(), video, assembler);
        streams.put(ssrc, stream);
        if (repeat != 0) {
            repeats.put(repeat, stream);
        }
    }

    private void frame(String mid, byte[] frame, int timestamp, boolean keyframe) {
        if (frames.getAndIncrement() == 0) {
            firstFrameMillis = (int) ((System.nanoTime() - started) / 1_000_000);
        }
        listener.frame(mid, frame, timestamp, keyframe);
    }

    void secure(SrtpContexts in, SrtpContexts out) {
        synchronized (sending) {
            protector = out;
        }
        opener = in;
    }

    boolean isSecure() {
        return opener != null;
    }

    void send(SentStream stream, byte[] payload, int length, int timestamp, boolean marker) {
        synchronized (sending) {
            if (protector != null && stream.isNegotiated()) {
                protect(stream.packet(payload, 0, length, timestamp, marker, transportNumber++));
            }
        }
    }

    private void protect(Packet packet) {
        if (protector.protect(packet)) {
            sender.send(packet.bytes(), packet.offset(), packet.length());
        }
    }

    void receive(byte[] bytes, int length, long now) {
        if (opener == null || length < Rtp.HEADER_BYTES) {
            return;
        }
        incoming.wrap(bytes, 0, length);
        if (Rtp.isRtcp(bytes, length)) {
            if (opener.openRtcp(incoming)) {
                Rtcp.read(incoming, this);
            }
        } else if (opener.open(incoming)) {
            rtp(incoming, now);
        }
    }

    private void rtp(Packet packet, long now) {
        int at = Rtp.extension(packet, OfferedSession.TRANSPORT_SEQUENCE_ID, 2);
        if (at >= 0) {
            arrivals.add((packet.bytes()[at] & 0xff) << 8 | packet.bytes()[at + 1] & 0xff, now / 1000);
        }
        ReceivedStream stream = streams.get(Rtp.ssrc(packet));
        boolean retransmitted = stream == null;
        if (retransmitted) {
            stream = repeats.get(Rtp.ssrc(packet));
            if (stream == null || !Rtp.restore(packet, stream.ssrc, stream.payloadType)) {
                return;
            }
        }
        if (stream.receive(packet, retransmitted, now)) {
            listener.packet(stream.mid, packet);
        }
    }

    /** Sends what is due. */
    void tick(long now) {
        if (protector == null || now - lastRequest < REQUEST_NANOS) {
            return;
        }
        lastRequest = now;
        int reporter = session.audio().ssrc;
        writer.clear();
        streams.values().forEach(stream -> stream.requests(writer, reporter, now));
        if (now - lastFeedback >= FEEDBACK_NANOS || arrivals.isCrowded()) {
            lastFeedback = now;
            arrivals.report(writer, reporter, 0);
        }
        flush();
        if (now - lastReport >= REPORT_NANOS) {
            lastReport = now;
            report(now, reporter);
            flush();
        }
    }

    private void report(long now, int reporter) {
        long millis = System.currentTimeMillis();
        long ntp = millis / 1000 + NTP_EPOCH_SECONDS << 32 | (millis % 1000 << 32) / 1000;
        synchronized (sending) {
            senderReport(session.audio(), 48_000, ntp, now);
            senderReport(session.video(), 90_000, ntp, now);
        }
        streams.values().forEach(stream -> stream.report(writer, reporter, now));
    }

    private void senderReport(SentStream stream, int clockRate, long ntp, long now) {
        if (stream.packets() > 0) {
            writer.senderReport(
                    stream.ssrc, ntp, stream.timestampNow(clockRate, now), stream.packets(), stream.octets());
        }
    }

    private void flush() {
        synchronized (sending) {
            Packet packet = writer.packet();
            if (!writer.isEmpty() && protector.protectRtcp(packet)) {
                sender.send(packet.bytes(), packet.offset(), packet.length());
            }
            writer.clear();
        }
    }

    @Override
    public void senderReport(int ssrc, long ntp, int rtpTimestamp) {
        ReceivedStream stream = streams.get(ssrc);
        if (stream != null) {
            stream.senderReport(ntp, System.nanoTime());
        }
    }

    @Override
    public void nack(int ssrc, int sequence) {
        synchronized (sending) {
            SentStream stream = session.video();
            if (ssrc == stream.ssrc) {
                Packet packet = stream.retransmission(sequence, transportNumber++);
                if (packet != null) {
                    retransmissions.incrementAndGet();
                    protect(packet);
                }
            }
        }
    }

    @Override
    public void keyframeNeeded(int ssrc) {
        keyframeRequests.incrementAndGet();
        listener.keyframeNeeded();
    }

    @Override
    public void remb(long bitsPerSecond) {
        bitRateLimit = bitsPerSecond;
    }

    String videoCodec() {
        return videoCodec;
    }

    ClientStats stats(int connectMillis, int roundTripMillis) {
        long received = 0;
        long recovered = 0;
        long lost = 0;
        for (ReceivedStream stream : streams.values()) {
            received += stream.received();
            recovered += stream.recovered();
            lost += stream.lost();
        }
        long sent;
        synchronized (sending) {
            sent = session.audio().packets() + session.video().packets();
        }
        return new ClientStats(
                sent,
                received,
                recovered,
                lost,
                frames.get(),
                keyframeRequests.get(),
                retransmissions.get(),
                connectMillis,
                firstFrameMillis,
                roundTripMillis,
                bitRateLimit);
    }
}
