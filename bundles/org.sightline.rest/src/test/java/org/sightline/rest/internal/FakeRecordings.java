package org.sightline.rest.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Check;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings;
import org.sightline.recording.Take;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;

/** Recordings of one take in memory. */
final class FakeRecordings implements Recordings {
    private final AccessControl access;
    private final FakeTenancy tenancy;
    private final Map<RecordingId, Recording> recordings = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    volatile byte[] media = new byte[0];

    /** A playback breaks off with this code once it has sent so many bytes. */
    volatile String breaksWith;

    volatile int breaksAfter;

    FakeRecordings(AccessControl access, FakeTenancy tenancy) {
        this.access = access;
        this.tenancy = tenancy;
    }

    int openPlaybacks() {
        return open.get();
    }

    Recording add(Call call) {
        Take take = new Take(
                1,
                ParticipantId.fresh(),
                ParticipantRole.CUSTOMER,
                "video/webm",
                0,
                1000,
                media.length,
                media.length + 100,
                30,
                50,
                Optional.of("ended"),
                Optional.empty());
        Recording recording = new Recording(
                RecordingId.fresh(),
                call.workspace(),
                call.id(),
                call.technician(),
                "ca-central-1",
                RecordingState.STORED,
                FakeTenancy.NOW,
                Optional.of(FakeTenancy.NOW.plusSeconds(1)),
                new WrappedKey("fake", "1", "AAAA"),
                Optional.empty(),
                List.of(take),
                List.of(new Recording.Pause(10, 20)),
                Optional.of(new Check(FakeTenancy.NOW, true, "intact")),
                1);
        recordings.put(recording.id(), recording);
        return recording;
    }

    @Override
    public List<Recording> list(Caller caller, Optional<CallId> call, int limit) {
        return recordings.values().stream()
                .filter(recording -> recording.workspace().equals(caller.workspace()))
                .filter(recording -> call.isEmpty() || call.get().equals(recording.call()))
                .limit(limit)
                .toList();
    }

    @Override
    public Recording get(Caller caller, RecordingId id) {
        return Optional.ofNullable(recordings.get(id))
                .filter(recording -> recording.workspace().equals(caller.workspace()))
                .orElseThrow(() -> new NotFoundException(id.value()));
    }

    private Recording watch(Caller caller, RecordingId id, int take) {
        Recording recording = get(caller, id);
        access.require(request(caller, recording));
        if (take != 1) {
            throw new NotFoundException("take");
        }
        return recording;
    }

    private static AccessRequest request(Caller caller, Recording recording) {
        Map<String, String> attributes =
                Map.of(Resource.TECHNICIAN, recording.technician().value());
        Resource resource = new Resource(recording.workspace(), recording.id().value(), attributes);
        return new AccessRequest(caller, Action.RECORDING_WATCH, resource);
    }

    @Override
    public Playback open(Caller caller, RecordingId id, int take) {
        watch(caller, id, take);
        open.incrementAndGet();
        return new Playback() {
            @Override
            public String mediaType() {
                return "video/webm";
            }

            @Override
            public long length() {
                return media.length;
            }

            @Override
            public String entityTag() {
                return "v1";
            }

            @Override
            public void transfer(long from, long to, OutputStream out) throws IOException {
                int end = breaksWith == null ? (int) to : (int) Math.min(to, breaksAfter);
                out.write(media, (int) from, end - (int) from);
                if (end < to) {
                    throw new RecordingException(breaksWith, "broken at /secret/path", null);
                }
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public List<Long> keyframes(Caller caller, RecordingId id, int take) {
        watch(caller, id, take);
        return List.of(0L, 500L);
    }

    @Override
    public Optional<byte[]> still(Caller caller, RecordingId id, int take, long millis) {
        watch(caller, id, take);
        return millis < 1000 ? Optional.of(new byte[] {'R', 'I', 'F', 'F'}) : Optional.empty();
    }

    @Override
    public Decision explain(Caller caller, RecordingId id, UserId user) {
        return access.explain(request(tenancy.find(caller, user).caller(), get(caller, id)));
    }

    @Override
    public Verification verify(Caller caller, RecordingId id) {
        get(caller, id);
        return new Verification(true, 1, 10, 1000, "intact");
    }
}
