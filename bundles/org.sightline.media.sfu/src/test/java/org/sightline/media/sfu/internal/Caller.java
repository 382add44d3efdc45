package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sightline.media.MediaException;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Room;
import org.sightline.media.Slot;
import org.sightline.media.webrtc.client.ClientListener;
import org.sightline.media.webrtc.client.ClientOptions;
import org.sightline.media.webrtc.client.WebRtcClient;
import org.sightline.media.webrtc.rtp.Packet;

/** A participant with its client, which sends a picture and a sound every 20 ms while it talks. */
final class Caller implements ParticipantListener, ClientListener, AutoCloseable {
    private static final int FRAME_BYTES = 2_500;

    final List<String> events = new CopyOnWriteArrayList<>();
    final Map<String, AtomicInteger> packets = new ConcurrentHashMap<>();
    final Map<String, AtomicInteger> frames = new ConcurrentHashMap<>();
    final WebRtcClient client;
    final Participant participant;
    volatile List<Slot> slots = List.of();
    volatile int missingAudio;
    volatile int missingVideo;
    volatile MediaException ended;
    volatile String lastAnswer;
    volatile Consumer<Packet> onPacket = packet -> {};
    private volatile boolean talking;
    private volatile boolean keyframe = true;
    private final Thread talker = new Thread(this::talk, "caller");

    Caller(Room room, String id, ClientOptions options) throws Exception {
        participant = room.join(id, this).toCompletableFuture().get();
        client = new WebRtcClient(options, this);
    }

    private Caller(Participant participant, ClientOptions options) {
        this.participant = participant;
        client = new WebRtcClient(options, this);
    }

    /** Another page of a participant. */
    static Caller of(Participant participant, ClientOptions options) throws Exception {
        Caller caller = new Caller(participant, options);
        caller.connect();
        caller.start();
        return caller;
    }

    static Caller talking(Room room, String id, ClientOptions options) throws Exception {
        Caller caller = new Caller(room, id, options);
        caller.connect();
        caller.start();
        return caller;
    }

    void connect() throws IOException {
        client.connect(this::exchange);
    }

    String exchange(String offer) throws IOException {
        try {
            lastAnswer = participant.offer(offer).toCompletableFuture().get();
            return lastAnswer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    void start() {
        talking = true;
        talker.setDaemon(true);
        talker.start();
    }

    private void talk() {
        int tick = 0;
        while (talking) {
            byte[] frame = new byte[FRAME_BYTES];
            frame[0] = (byte) (keyframe ? 0x10 : 0x11);
            keyframe = false;
            client.sendFrame(frame, tick * 1800);
            client.sendAudio(new byte[] {(byte) 0xf8, (byte) 0xff, (byte) 0xfe}, tick * 960);
            tick++;
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    void hush() throws InterruptedException {
        talking = false;
        talker.join();
    }

    int packets(String mid) {
        return packets.getOrDefault(mid, new AtomicInteger()).get();
    }

    int frames(String mid) {
        return frames.getOrDefault(mid, new AtomicInteger()).get();
    }

    @Override
    public void packet(String mid, Packet packet) {
        packets.computeIfAbsent(mid, key -> new AtomicInteger()).incrementAndGet();
        onPacket.accept(packet);
    }

    @Override
    public void frame(String mid, byte[] frame, int timestamp, boolean key) {
        frames.computeIfAbsent(mid, any -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void keyframeNeeded() {
        keyframe = true;
        events.add("keyframe");
    }

    @Override
    public void connected() {
        events.add("connected");
    }

    @Override
    public void silent() {
        events.add("silent");
    }

    @Override
    public void ended(MediaException cause) {
        ended = cause;
        events.add("ended");
    }

    @Override
    public void offerWanted() {
        events.add("offerWanted");
    }

    @Override
    public void slots(List<Slot> now, int audio, int video) {
        missingAudio = audio;
        missingVideo = video;
        slots = now;
    }

    @Override
    public void closed() {
        events.add("closed");
    }

    @Override
    public void close() {
        talking = false;
        client.close();
    }

    /** Ignores what it is told. */
    static final class Deaf implements ParticipantListener {
        @Override
        public void connected() {}

        @Override
        public void silent() {}

        @Override
        public void ended(MediaException cause) {}

        @Override
        public void slots(List<Slot> slots, int missingAudio, int missingVideo) {}
    }
}
