package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.media.Codec;
import org.sightline.media.TapSink;
import org.sightline.media.Track;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.internal.fakes.FakeAccess;
import org.sightline.recording.internal.fakes.FakeAudit;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.fakes.FakeKeys;
import org.sightline.recording.internal.fakes.FakeStorage;
import org.sightline.recording.internal.fakes.FakeTenancy;
import org.sightline.recording.internal.fakes.Ffmpeg;
import org.sightline.recording.internal.fakes.RtpSender;
import org.sightline.recording.internal.spool.Completion;
import org.sightline.recording.internal.spool.RecordingRows;
import org.sightline.recording.internal.spool.RecordingTurns;
import org.sightline.recording.internal.spool.Sidecars;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.InMemoryRecordingStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** The recording bundle among fakes. */
public final class RecorderWorld implements AutoCloseable {
    public static final String REGION = "ca-central-1";
    public static final String ELSEWHERE = "eu-central-1";
    public static final List<Track> TRACKS = List.of(new Track(0, Codec.OPUS), new Track(1, Codec.VP8));
    public static final String CUSTOMER = "Zebulon Quartermain";

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a busy machine is no failure
    }

    public final WorkspaceId workspace;
    public final InMemoryRecordingStore store;
    public final FakeKeys keys;
    public final FakeStorage storage;
    public final FakeTenancy tenancy = new FakeTenancy(REGION);
    public final FakeAccess access = new FakeAccess();
    public final FakeAudit audit = new FakeAudit();
    public final List<String> stops = new CopyOnWriteArrayList<>();
    public final Path folder;
    /** Bytes that can still be written. */
    public volatile long room = 1_000_000;
    /** What completion waits before its second attempt. */
    public long firstDelayMillis = 20;

    public Spool spool;
    public RecordingTurns turns;
    public Sidecars sidecars;
    public Completion completion;
    public SealedCallRecorder recorder;

    public RecorderWorld(Path folder) throws IOException {
        this.folder = folder;
        workspace = WorkspaceId.fresh();
        store = new InMemoryRecordingStore();
        keys = new FakeKeys();
        storage = new FakeStorage(REGION, ELSEWHERE);
        start();
    }

    /** What another one left, with another spool. */
    public RecorderWorld(Path folder, RecorderWorld left) throws IOException {
        this.folder = folder;
        workspace = left.workspace;
        store = left.store.copy();
        keys = left.keys;
        storage = left.storage;
        start();
    }

    /** Stops it, if it runs, and starts it again. */
    public void restart() throws Exception {
        close();
        start();
    }

    /** A user who may do everything that the test's rule allows. */
    public Caller administrator() {
        return tenancy.add(Caller.platform(workspace), Role.ADMINISTRATOR, true).caller();
    }

    /** As after a start of the bundle. */
    public void start() throws IOException {
        spool = new Spool(folder.resolve("spool"), 1_000, () -> room);
        RecordingRows rows = new RecordingRows(store, new FakeEvents());
        turns = new RecordingTurns();
        sidecars = new Sidecars(rows, spool, storage, turns);
        completion = new Completion(rows, spool, turns, sidecars, keys, storage, Clock.systemUTC(), firstDelayMillis);
        recorder = new SealedCallRecorder(
                2, 16, rows, spool, keys, storage, tenancy.workspaces(), completion, Clock.systemUTC());
    }

    /** A recording with one take of real media, in the state it is in when its end is told. */
    public RecordingId record(int seconds) throws Exception {
        CallRecording live = recorder.begin(call(), stops::add);
        TapSink sink = live.take(ParticipantId.fresh(), ParticipantRole.CUSTOMER);
        send(sink.packets(TRACKS, track -> {}), seconds);
        sink.ended(Optional.empty());
        live.end();
        return new RecordingId(live.id());
    }

    /** Sound and picture of some seconds at once, each packet with the arrival it would have had. */
    public void send(TapSink.PacketConsumer tap, int seconds) throws IOException {
        long start = System.nanoTime();
        RtpSender sound = new RtpSender(0, 65_500);
        RtpSender picture = new RtpSender(1, 17);
        List<byte[]> opus = Ffmpeg.opus(folder, seconds);
        List<byte[]> vp8 = Ffmpeg.vp8(folder, seconds);
        for (int millis = 0; millis < seconds * 1_000; millis += 10) {
            long nanos = start + millis * 1_000_000L;
            if (millis % 20 == 0) {
                sound.opus(opus.get(millis / 20), millis * 48, nanos).to(tap);
            }
            if (millis % 50 == 0) {
                picture.vp8(vp8.get(millis / 50), millis * 90, nanos).forEach(sent -> sent.to(tap));
            }
        }
    }

    public Recording row(RecordingId id) {
        return store.find(workspace, id).orElseThrow();
    }

    /** Whoever the platform is. */
    public Caller platform() {
        return Caller.platform(workspace);
    }

    public void awaitState(RecordingId id, RecordingState state) {
        Awaitility.await().until(() -> row(id).state() == state);
    }

    public Call call() {
        return new Call(
                CallId.fresh(),
                workspace,
                UserId.fresh(),
                "Tess",
                CUSTOMER,
                CallState.LIVE,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    @Override
    public void close() throws Exception {
        recorder.close();
        completion.close();
    }
}
