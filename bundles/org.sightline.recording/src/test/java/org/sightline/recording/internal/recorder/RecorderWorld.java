package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.recording.internal.fakes.FakeAccess;
import org.sightline.recording.internal.fakes.FakeAudit;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.fakes.FakeKeys;
import org.sightline.recording.internal.fakes.FakeStorage;
import org.sightline.recording.internal.fakes.FakeTenancy;
import org.sightline.recording.internal.spool.Completion;
import org.sightline.recording.internal.spool.RecordingRows;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.InMemoryRecordingStore;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** The recording bundle among fakes. */
public final class RecorderWorld implements AutoCloseable {
    public static final String REGION = "ca-central-1";
    public static final String CUSTOMER = "Zebulon Quartermain";

    public final WorkspaceId workspace = WorkspaceId.fresh();
    public final Caller administrator = new Caller(workspace, "operator", Set.of(Role.OPERATOR));
    public final InMemoryRecordingStore store = new InMemoryRecordingStore();
    public final FakeKeys keys = new FakeKeys();
    public final FakeStorage storage = new FakeStorage(REGION);
    public final FakeTenancy tenancy = new FakeTenancy(REGION);
    public final FakeAccess access = new FakeAccess();
    public final FakeAudit audit = new FakeAudit();
    public final List<String> stops = new CopyOnWriteArrayList<>();
    public final Path folder;
    public Spool spool;
    public Completion completion;
    public SealedCallRecorder recorder;

    public RecorderWorld(Path folder) throws IOException {
        this(folder, 1);
    }

    public RecorderWorld(Path folder, long minFree) throws IOException {
        this.folder = folder;
        start(minFree);
    }

    /** As after a start of the bundle. */
    public void start(long minFree) throws IOException {
        spool = new Spool(folder.resolve("spool"), minFree);
        RecordingRows rows = new RecordingRows(store, new FakeEvents());
        completion = new Completion(rows, spool, keys, storage, Clock.systemUTC(), 20);
        recorder = new SealedCallRecorder(
                2, 16, rows, spool, keys, storage, tenancy.workspaces(), completion, Clock.systemUTC());
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
