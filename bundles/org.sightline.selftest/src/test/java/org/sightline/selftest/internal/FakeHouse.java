package org.sightline.selftest.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallSessions;
import org.sightline.calls.CallSessions.CallSession;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.CallSessions.SignalSink;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls;
import org.sightline.calls.Consent;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;
import org.sightline.keys.WrappedKey;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Room;
import org.sightline.media.Slot;
import org.sightline.media.spi.MediaEngine;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings;
import org.sightline.recording.Take;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** Everything a run calls, around a real media engine; a test spoils one thing. */
public final class FakeHouse {
    static final String REGION = "ca-central-1";

    private final MediaEngine engine;
    private final Map<String, Workspace> workspaces = new TreeMap<>();
    private final Map<String, User> users = new TreeMap<>();
    private final Map<String, ParticipantRole> tickets = new HashMap<>();
    private final List<Seat> seats = new ArrayList<>();
    private CompletableFuture<Room> room = new CompletableFuture<>();
    private Optional<Recording> recording = Optional.empty();
    private Call call;
    private ReviewPolicy policy = ReviewPolicy.ADMINISTRATORS;

    boolean regionReady = true;
    boolean answersOffers = true;
    RecordingStatus afterConsent = RecordingStatus.RECORDING;
    boolean technicianMayWatch;
    boolean rangesDiffer;
    boolean intact = true;
    String storedIn = REGION;
    int endedBy;

    FakeHouse(MediaEngine engine) {
        this.engine = engine;
    }

    SyntheticSelfTest selfTest() {
        return new SyntheticSelfTest(
                Partial.of(Workspaces.class, new WorkspaceMethods()),
                Partial.of(Users.class, new UserMethods()),
                Partial.of(ReviewPolicies.class, new PolicyMethods()),
                Partial.of(Storage.class, new StorageMethods()),
                Partial.of(Calls.class, new CallMethods()),
                Partial.of(CallSessions.class, new SessionMethods()),
                Partial.of(Recordings.class, new RecordingMethods()));
    }

    Call call() {
        return call;
    }

    ReviewPolicy policy() {
        return policy;
    }

    Set<String> workspaceNames() {
        return Set.copyOf(workspaces.keySet());
    }

    Set<String> userNames() {
        return Set.copyOf(users.keySet());
    }

    void policy(ReviewPolicy next) {
        policy = next;
    }

    public final class WorkspaceMethods {
        public Optional<Workspace> byName(Caller operator, String name) {
            return Optional.ofNullable(workspaces.get(name));
        }

        public Workspace create(Caller operator, String name, String displayName, String region) {
            Workspace created = new Workspace(WorkspaceId.fresh(), name, displayName, region, Instant.now());
            workspaces.put(name, created);
            return created;
        }

        public Workspace get(Caller caller) {
            return workspaces.values().iterator().next();
        }
    }

    public final class UserMethods {
        public User byName(Caller caller, String name) {
            return Optional.ofNullable(users.get(name))
                    .orElseThrow(() -> new TenancyException("no-such-user", "there is no user " + name));
        }

        public Users.NewUser add(Caller caller, String name, String displayName, Role role) {
            User user = new User(
                    UserId.fresh(), caller.workspace(), name, displayName, role, true, false, true, Instant.now());
            users.put(name, user);
            return new Users.NewUser(user, "one-time");
        }

        public User get(Caller caller, UserId id) {
            return users.values().stream()
                    .filter(user -> user.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public final class PolicyMethods {
        public ReviewPolicy get(Caller caller) {
            return policy;
        }

        public void change(Caller caller, ReviewPolicy next) {
            policy = next;
        }
    }

    public final class StorageMethods {
        public List<Storage.Region> regions() {
            String message = "file-main is full";
            Storage.Backend backend = new Storage.Backend("file-main", true, regionReady, 0, message);
            return List.of(new Storage.Region(REGION, List.of(backend), regionReady, message));
        }
    }

    public final class CallMethods {
        public Calls.Invited create(Caller caller, String customerName) {
            call = new Call(
                    CallId.fresh(),
                    caller.workspace(),
                    new UserId(caller.subject()),
                    "Technician",
                    customerName,
                    CallState.CREATED,
                    Instant.now(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0);
            seats.clear();
            recording = Optional.empty();
            room = engine.open(call.id().value(), cause -> {}).toCompletableFuture();
            return new Calls.Invited(call, "invitation", Instant.now().plusSeconds(60));
        }

        public Calls.Ticket ticket(Caller caller, CallId id) {
            return issue(ParticipantRole.TECHNICIAN);
        }

        public Calls.Ticket ticketFor(String invitation) {
            return issue(ParticipantRole.CUSTOMER);
        }

        private Calls.Ticket issue(ParticipantRole role) {
            String ticket = "ticket-" + tickets.size();
            tickets.put(ticket, role);
            return new Calls.Ticket(ticket, Instant.now().plusSeconds(60));
        }

        public Call end(Caller caller, CallId id) {
            endedBy++;
            room.join().close();
            return call;
        }
    }

    public final class SessionMethods {
        public CallSession open(String ticket, SignalSink sink) {
            Seat seat = new Seat(tickets.remove(ticket), sink);
            seats.add(seat);
            sink.send(new Signal.Welcome(
                    call.id(),
                    seat.id,
                    seat.role,
                    "resume",
                    false,
                    List.of(),
                    CallState.RINGING,
                    new Signal.Recording(RecordingStatus.WAITING_FOR_CONSENT, Optional.empty(), 0, REGION),
                    Consent.UNDECIDED));
            return seat;
        }
    }

    private final class Seat implements CallSession, ParticipantListener {
        private final ParticipantId id = ParticipantId.fresh();
        private final ParticipantRole role;
        private final SignalSink sink;
        private boolean consents;

        Seat(ParticipantRole role, SignalSink sink) {
            this.role = role;
            this.sink = sink;
        }

        @Override
        public void receive(Signal.FromClient signal) {
            if (signal instanceof Signal.Offer offer && answersOffers) {
                Participant joined =
                        room.join().join(id.value(), this).toCompletableFuture().join();
                joined.offer(offer.sdp()).thenAccept(answer -> sink.send(new Signal.Answer(answer)));
            } else if (signal instanceof Signal.Offer) {
                sink.send(new Signal.Problem("media-unavailable", "no media engine is running"));
            } else if (signal instanceof Signal.ConsentGiven) {
                consents = true;
                if (seats.stream().allMatch(seat -> seat.consents)) {
                    seats.forEach(seat -> seat.sink.send(new Signal.Recording(
                            afterConsent,
                            afterConsent == RecordingStatus.UNAVAILABLE ? Optional.of("no-key") : Optional.empty(),
                            0,
                            REGION)));
                }
            } else if (signal instanceof Signal.EndCall) {
                recording = Optional.of(stored());
                room.join().close();
                seats.forEach(seat -> {
                    seat.sink.send(new Signal.Ended("technician"));
                    seat.sink.close(Closing.CALL_ENDED);
                });
            }
        }

        @Override
        public void disconnected(boolean leaving) {}

        @Override
        public void connected() {}

        @Override
        public void silent() {}

        @Override
        public void ended(org.sightline.media.MediaException cause) {}

        @Override
        public void slots(List<Slot> slots, int missingAudio, int missingVideo) {}
    }

    private Recording stored() {
        List<Take> takes = new ArrayList<>();
        for (Seat seat : seats) {
            takes.add(new Take(
                    takes.size() + 1,
                    seat.id,
                    seat.role,
                    "video/webm",
                    0,
                    2_000,
                    10_000,
                    10_100,
                    30,
                    100,
                    Optional.of("ended"),
                    Optional.empty()));
        }
        return new Recording(
                RecordingId.fresh(),
                call.workspace(),
                call.id(),
                call.technician(),
                storedIn,
                RecordingState.STORED,
                Instant.now(),
                Optional.of(Instant.now()),
                new WrappedKey("local", "1", "x"),
                Optional.empty(),
                takes,
                List.of(),
                Optional.empty(),
                3);
    }

    public final class RecordingMethods {
        public List<Recording> list(Caller caller, Optional<CallId> of, int limit) {
            return recording.stream().toList();
        }

        public Playback open(Caller caller, RecordingId id, int take) {
            if (caller.roles().equals(Set.of(Role.TECHNICIAN)) && !technicianMayWatch) {
                throw new AccessDeniedException(
                        Action.RECORDING_WATCH, new Decision(false, "only administrators may watch", List.of()));
            }
            return new FakePlayback();
        }

        public Recordings.Verification verify(Caller caller, RecordingId id) {
            return new Recordings.Verification(intact, 2, 20, 20_200, intact ? "intact" : "record 3 was altered");
        }
    }

    private final class FakePlayback implements Playback {
        private final byte[] bytes = new byte[10_000];

        FakePlayback() {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i * 7);
            }
            System.arraycopy(new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3}, 0, bytes, 0, 4);
        }

        @Override
        public String mediaType() {
            return "video/webm";
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public String entityTag() {
            return "tag";
        }

        @Override
        public void transfer(long from, long to, OutputStream out) throws IOException {
            byte[] part = Arrays.copyOfRange(bytes, (int) from, (int) to);
            if (rangesDiffer && from > 0) {
                part[0]++;
            }
            for (int i = 0; i < part.length; i += 777) {
                out.write(part, i, Math.min(777, part.length - i));
            }
        }

        @Override
        public void close() {}
    }
}
