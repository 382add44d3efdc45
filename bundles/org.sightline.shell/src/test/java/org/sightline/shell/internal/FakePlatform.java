package org.sightline.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.PolicyHealth;
import org.sightline.access.RequiredPolicies;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.Vote;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditCheckpoints;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.Checkpoint;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.events.Events;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings;
import org.sightline.recording.Take;
import org.sightline.selftest.SelfTest;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** The platform's services with one workspace, {@code north}; what the console printed. */
final class FakePlatform {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07.891Z");

    final Workspace north = new Workspace(WorkspaceId.fresh(), "north", "North Heating", "ca-central-1", NOW);
    final List<AccessRequest> asked = new ArrayList<>();
    final ByteArrayOutputStream console = new ByteArrayOutputStream();
    final Call call = new Call(
            CallId.fresh(),
            north.id(),
            UserId.fresh(),
            "Tom",
            "Jane Customer",
            CallState.LIVE,
            NOW,
            Optional.of(NOW),
            Optional.empty(),
            Optional.empty(),
            3);
    final Recording recording = recording();
    boolean denies;

    /** What is typed when a command asks. */
    String answer;

    boolean intact = true;

    String printed() {
        return console.toString(StandardCharsets.UTF_8);
    }

    /** What the command prints. */
    String run(PlatformCommand command) throws CommandException {
        console.reset();
        command(command).execute();
        return printed();
    }

    /** The one line that the command fails with. */
    String failure(PlatformCommand command) {
        CommandException failure = assertThrows(CommandException.class, () -> run(command));
        assertFalse(failure.getNiceHelp().contains("\n"), failure.getNiceHelp());
        return failure.getNiceHelp();
    }

    /** The access bundle was asked last whether the operator may do this to the workspace. */
    void assertAsked(Action action, WorkspaceId workspace) {
        AccessRequest last = asked.get(asked.size() - 1);
        assertEquals(action, last.action());
        assertEquals(workspace, last.caller().workspace());
        assertEquals(workspace, last.resource().workspace());
        assertTrue(last.caller().is(Role.OPERATOR));
    }

    /** Injects what every command has. */
    <T extends PlatformCommand> T command(T command) {
        command.session = session();
        command.access = new FakeAccess();
        command.workspaces = workspaces;
        return command;
    }

    <T extends PlatformCompleter> T completer(T completer) {
        completer.workspaces = workspaces;
        return completer;
    }

    Session session() {
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        return (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConsole")) {
                        return out;
                    }
                    if (method.getName().equals("readLine")) {
                        return answer;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Recording recording() {
        RecordingId id = RecordingId.fresh();
        ObjectKey key = new ObjectKey(north.id(), id.value(), "take-1");
        Take stored = new Take(
                1,
                ParticipantId.fresh(),
                ParticipantRole.CUSTOMER,
                "video/webm",
                0,
                61_000,
                1000,
                1100,
                900,
                3000,
                Optional.of("ended"),
                Optional.of(new StoredObject(key, "ca-central-1", "file-main", 1100, "00")));
        return new Recording(
                id,
                north.id(),
                call.id(),
                call.technician(),
                "ca-central-1",
                RecordingState.STORED,
                NOW,
                Optional.of(NOW),
                new WrappedKey("local", "1", "secret-ciphertext"),
                Optional.empty(),
                List.of(stored),
                List.of(),
                Optional.empty(),
                4);
    }

    final class FakeAccess implements AccessControl {
        @Override
        public void require(AccessRequest request) {
            asked.add(request);
            if (denies) {
                throw new AccessDeniedException(request.action(), new Decision(false, "not for operators", List.of()));
            }
        }

        @Override
        public Decision explain(AccessRequest request) {
            return new Decision(!denies, "", List.of());
        }

        @Override
        public List<PolicyHealth> policies(Caller caller) {
            return List.of(
                    new PolicyHealth("review", PolicyHealth.State.VOTING, false, 12, 0, 0),
                    new PolicyHealth("working-hours", PolicyHealth.State.MISSING, true, 0, 0, 0));
        }
    }

    final Workspaces workspaces = new Workspaces() {
        private final Map<String, Workspace> all = new TreeMap<>(Map.of("north", north));

        @Override
        public Workspace create(Caller operator, String name, String displayName, String region) {
            if (all.containsKey(name)) {
                throw new TenancyException("workspace-exists", "there is a workspace " + name);
            }
            Workspace created = new Workspace(WorkspaceId.fresh(), name, displayName, region, NOW);
            all.put(name, created);
            return created;
        }

        @Override
        public Workspace get(Caller caller) {
            return all.values().stream()
                    .filter(each -> each.id().equals(caller.workspace()))
                    .findFirst()
                    .orElseThrow(() -> new TenancyException("no-such-workspace", "none"));
        }

        @Override
        public Optional<Workspace> byName(Caller operator, String name) {
            return Optional.ofNullable(all.get(name));
        }

        @Override
        public List<Workspace> list(Caller operator) {
            return List.copyOf(all.values());
        }

        @Override
        public Workspace changeRegion(Caller caller, String region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> setting(Caller caller, String key) {
            return Optional.empty();
        }

        @Override
        public void changeSetting(Caller caller, String key, String value) {
            throw new UnsupportedOperationException();
        }
    };

    final Users users = new Users() {
        private final Map<String, User> all = new TreeMap<>();

        @Override
        public NewUser add(Caller caller, String name, String displayName, Role role) {
            User user = new User(UserId.fresh(), caller.workspace(), name, displayName, role, true, false, true, NOW);
            all.put(name, user);
            return new NewUser(user, "otp-of-" + name);
        }

        @Override
        public User get(Caller caller, UserId id) {
            return all.values().stream()
                    .filter(user -> user.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new TenancyException("no-such-user", "none"));
        }

        @Override
        public User byName(Caller caller, String name) {
            return Optional.ofNullable(all.get(name))
                    .orElseThrow(() -> new TenancyException("no-such-user", "there is no user " + name));
        }

        @Override
        public List<User> list(Caller caller) {
            return List.copyOf(all.values());
        }

        @Override
        public User setActive(Caller caller, UserId id, boolean active) {
            return changed(get(caller, id), active, get(caller, id).authorisedToReview());
        }

        @Override
        public User setAuthorisedToReview(Caller caller, UserId id, boolean authorised) {
            return changed(get(caller, id), get(caller, id).active(), authorised);
        }

        private User changed(User user, boolean active, boolean review) {
            User changed = new User(
                    user.id(),
                    user.workspace(),
                    user.name(),
                    user.displayName(),
                    user.role(),
                    active,
                    review,
                    user.passwordChangeDue(),
                    user.createdAt());
            all.put(user.name(), changed);
            return changed;
        }

        @Override
        public NewUser resetPassword(Caller caller, UserId id) {
            return new NewUser(get(caller, id), "otp-again");
        }

        @Override
        public void changePassword(Caller caller, char[] current, char[] next, Optional<String> token) {
            throw new UnsupportedOperationException();
        }
    };

    final RequiredPolicies requirements = new RequiredPolicies() {
        private List<String> required = List.of();

        @Override
        public List<String> required(Caller caller) {
            return required;
        }

        @Override
        public void require(Caller caller, List<String> names) {
            if (names.contains("unknown")) {
                throw new IllegalArgumentException("1 of these policies do not vote now");
            }
            required = List.copyOf(names);
        }
    };

    final ReviewPolicies policies = new ReviewPolicies() {
        private ReviewPolicy policy = ReviewPolicy.ADMINISTRATORS;

        @Override
        public ReviewPolicy get(Caller caller) {
            return policy;
        }

        @Override
        public void change(Caller caller, ReviewPolicy next) {
            policy = next;
        }
    };

    final Calls calls = new Calls() {
        @Override
        public Invited create(Caller caller, String customerName) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Invited invite(Caller caller, CallId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Call get(Caller caller, CallId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Call> list(Caller caller, int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("limit: 1 to 200");
            }
            return List.of(call);
        }

        @Override
        public Call end(Caller caller, CallId id) {
            if (!id.equals(call.id())) {
                throw new NotFoundException(id.value());
            }
            return new Call(
                    call.id(),
                    call.workspace(),
                    call.technician(),
                    call.technicianName(),
                    call.customerName(),
                    CallState.ENDED,
                    NOW,
                    call.liveAt(),
                    Optional.of(NOW),
                    Optional.of("operator"),
                    4);
        }

        @Override
        public Ticket ticket(Caller caller, CallId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InvitationView view(String invitationToken) {
            throw new CallException("invitation-invalid", "no");
        }

        @Override
        public Ticket ticketFor(String invitationToken) {
            throw new UnsupportedOperationException();
        }
    };

    final Recordings recordings = new Recordings() {
        @Override
        public List<Recording> list(Caller caller, Optional<CallId> of, int limit) {
            return List.of(recording);
        }

        @Override
        public Recording get(Caller caller, RecordingId id) {
            if (!id.equals(recording.id())) {
                throw new NotFoundException(id.value());
            }
            return recording;
        }

        @Override
        public Playback open(Caller caller, RecordingId id, int take) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Long> keyframes(Caller caller, RecordingId id, int take) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> still(Caller caller, RecordingId id, int take, long millis) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Decision explain(Caller caller, RecordingId id, UserId user) {
            Vote vote = new Vote("working-hours", Vote.Choice.DENY, "it is closed");
            return new Decision(false, vote.reason(), List.of(vote));
        }

        @Override
        public Verification verify(Caller caller, RecordingId id) {
            return new Verification(intact, 1, 12, 1100, intact ? "intact" : "record 7 of take 1 was altered");
        }
    };

    final Audit audit = new Audit() {
        @Override
        public AuditEntry record(
                Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
            return List.of(new AuditEntry(
                    caller.workspace(),
                    7,
                    NOW,
                    "operator",
                    "policy.changed",
                    caller.workspace().value(),
                    Outcome.DONE,
                    Map.of("to", "own-calls"),
                    "0",
                    "1"));
        }

        @Override
        public Verification verify(Caller caller) {
            return new Verification(intact, 7, intact ? -1 : 3, intact ? "intact" : "entry 3 was altered");
        }
    };

    final AuditCheckpoints checkpoints = new AuditCheckpoints() {
        @Override
        public List<Checkpoint> newest(Caller caller, int limit) {
            return List.of(new Checkpoint(caller.workspace(), 6, "ab", "cd", NOW, "AQID", "BAUG"));
        }

        @Override
        public Optional<Checkpoint> checkpoint(Caller caller) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> export(Caller caller, OutputStream log, OutputStream lines) throws IOException {
            log.write("log".getBytes(StandardCharsets.US_ASCII));
            lines.write("lines".getBytes(StandardCharsets.US_ASCII));
            return List.of("AQID");
        }
    };

    final Storage storage = new Storage() {
        @Override
        public List<Region> regions() {
            Backend main = new Backend("file-main", true, true, 1L << 40, "file-main is ready");
            Backend second = new Backend("file-main", false, false, Long.MAX_VALUE, "another has this name");
            return List.of(
                    new Region("ca-central-1", List.of(main, second), true, "file-main is ready"),
                    new Region("eu-central-1", List.of(), false, "waits"));
        }

        @Override
        public StoredObject put(Caller caller, String region, ObjectKey key, java.nio.file.Path file)
                throws StorageException {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.io.InputStream read(Caller caller, StoredObject object, long offset, long length)
                throws StorageException {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(Caller caller, StoredObject object) throws StorageException {
            throw new UnsupportedOperationException();
        }
    };

    final Events events = new Events() {
        @Override
        public void wake() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Backlog backlog() {
            return new Backlog(2, 1, true);
        }
    };

    final SelfTest selfTest = new SelfTest() {
        @Override
        public Report run(Options options, Consumer<Step> progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Report run(int seconds, Consumer<Step> progress) {
            Step first = new Step("call created", true, 12, "call_1");
            Step second = new Step("customer connected", intact, 1_345, intact ? "by UDP" : "no answer to the offer");
            progress.accept(first);
            progress.accept(second);
            return new Report(
                    intact,
                    List.of(first, second),
                    "ca-central-1",
                    87,
                    call.id(),
                    recording.id(),
                    seconds * 1000L,
                    150,
                    500,
                    200_000);
        }
    };
}
