package org.sightline.selftest.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sightline.access.AccessDeniedException;
import org.sightline.calls.CallId;
import org.sightline.calls.Calls.Invited;
import org.sightline.calls.RecordingStatus;
import org.sightline.recording.Playback;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings;
import org.sightline.recording.Take;
import org.sightline.selftest.SelfTest.Options;
import org.sightline.selftest.SelfTest.Report;
import org.sightline.selftest.SelfTest.Step;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: its steps in order, and what they have found so far. */
final class SelfTestRun {
    private static final Logger LOG = LoggerFactory.getLogger(SelfTestRun.class);
    private static final String CUSTOMER = "Self-test";
    private static final Duration READY_WITHIN = Duration.ofSeconds(5);
    private static final Duration STORED_WITHIN = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    /** What a step does; returns what it has found in one line. */
    @FunctionalInterface
    private interface Action {
        String run() throws StepFailedException, IOException, InterruptedException;
    }

    private final Platform platform;
    private final Options options;
    private final Consumer<Step> progress;
    private final SyntheticParticipant technician;
    private final SyntheticParticipant customer;
    private final List<Step> steps = new ArrayList<>();
    private User technicianUser;
    private User administratorUser;
    private String region = "";
    private Optional<Invited> invited = Optional.empty();
    private Optional<Recording> recording = Optional.empty();
    private boolean ended;

    SelfTestRun(Platform platform, Options options, Sample sample, Consumer<Step> progress) {
        this.platform = platform;
        this.options = options;
        this.progress = progress;
        technician = new SyntheticParticipant("technician", sample);
        customer = new SyntheticParticipant("customer", sample);
    }

    Report run() {
        boolean passed;
        try (technician;
                customer) {
            passed = step("workspace and region ready", this::prepare)
                    && step("call created", this::create)
                    && step("technician connected", this::connectTechnician)
                    && step("customer connected", () -> connect(customer, customerTicket()))
                    && step("first picture at the customer", this::firstPicture)
                    && step("both consent, recording starts", this::consent)
                    && step("pictures and sound both ways", this::talk)
                    && step("call ended by the technician", this::end)
                    && step("recording stored in its region", this::stored)
                    && step("played back by the administrator", this::playBack)
                    && step("every sealed record verified", this::verify)
                    && step("refused to the technician", this::refused);
        } finally {
            endAnyway();
        }
        return report(passed);
    }

    private boolean step(String name, Action action) {
        long start = System.nanoTime();
        Step step;
        try {
            String detail = action.run();
            step = new Step(name, true, millisSince(start), detail);
        } catch (StepFailedException e) {
            step = new Step(name, false, millisSince(start), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            step = new Step(name, false, millisSince(start), "interrupted");
        } catch (IOException | RuntimeException e) { // the boundary: whatever fails is this run's finding
            LOG.debug("Self-test step failed: {}", name, e);
            step = new Step(name, false, millisSince(start), describe(e));
        }
        steps.add(step);
        progress.accept(step);
        return step.passed();
    }

    private static String describe(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return e.getClass().getSimpleName() + ": " + message;
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private User user(UserId id) {
        return platform.users().get(Caller.platform(options.workspace()), id);
    }

    private String prepare() throws StepFailedException, InterruptedException {
        technicianUser = user(options.technician());
        administratorUser = user(options.administrator());
        region = regionNow();
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        Optional<Storage.Region> serving = serving();
        while (serving.filter(Storage.Region::ready).isEmpty()) { // a storage that is just being replaced comes back
            if (System.nanoTime() > deadline) {
                throw new StepFailedException(serving.map(found -> region + " is not ready: " + found.message())
                        .orElse("no storage serves the region " + region));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            serving = serving();
        }
        return region + " on "
                + serving.get().backends().stream().map(Storage.Backend::name).collect(Collectors.joining(", "));
    }

    private String regionNow() {
        return platform.workspaces().get(Caller.platform(options.workspace())).region();
    }

    private Optional<Storage.Region> serving() {
        return platform.storage().regions().stream()
                .filter(served -> served.name().equals(region))
                .findFirst();
    }

    private String create() {
        Invited created = platform.calls().create(technicianUser.caller(), CUSTOMER);
        invited = Optional.of(created);
        return created.call().id().value();
    }

    private CallId call() {
        return invited.orElseThrow().call().id();
    }

    private String technicianTicket() {
        return platform.calls().ticket(technicianUser.caller(), call()).value();
    }

    private String customerTicket() {
        return platform.calls().ticketFor(invited.orElseThrow().token()).value();
    }

    /** As in life, the technician has been in the call for a while when the customer comes. */
    private String connectTechnician() throws StepFailedException, IOException, InterruptedException {
        String found = connect(technician, technicianTicket());
        technician.settle();
        return found;
    }

    private String connect(SyntheticParticipant participant, String ticket) throws StepFailedException, IOException {
        participant.join(platform.sessions(), ticket);
        return participant.connect();
    }

    private String firstPicture() throws StepFailedException, InterruptedException {
        return customer.awaitFirstFrame() + " ms after its offer";
    }

    private String consent() throws StepFailedException {
        technician.consent();
        customer.consent();
        technician.signals().recordingIs(RecordingStatus.RECORDING);
        return "kept in "
                + customer.signals().recordingIs(RecordingStatus.RECORDING).region();
    }

    private String talk() throws StepFailedException, InterruptedException {
        technician.awaitFirstFrame();
        long before = technician.framesReceived();
        long beforeCustomer = customer.framesReceived();
        TimeUnit.SECONDS.sleep(options.seconds());
        long least = Math.max(1, (long) options.seconds() * Sample.FRAMES_PER_SECOND / 2);
        long toTechnician = technician.framesReceived() - before;
        long toCustomer = customer.framesReceived() - beforeCustomer;
        if (toTechnician < least || toCustomer < least) {
            throw new StepFailedException("only " + toTechnician + " and " + toCustomer + " pictures came through in "
                    + options.seconds() + " s");
        }
        return options.seconds() + " s, " + toTechnician + " and " + toCustomer + " pictures";
    }

    private String end() throws StepFailedException {
        technician.end();
        String reason = customer.signals().ended().reason();
        technician.signals().ended();
        ended = true;
        return "reason " + reason;
    }

    private String stored() throws StepFailedException, InterruptedException {
        long deadline = System.nanoTime() + STORED_WITHIN.toNanos();
        while (true) {
            recording = found();
            RecordingState state = recording.map(Recording::state).orElse(RecordingState.RECORDING);
            if (state == RecordingState.STORED) {
                return described(recording.orElseThrow());
            }
            if (state == RecordingState.FAILED || System.nanoTime() > deadline) {
                throw new StepFailedException(
                        recording.isEmpty() ? "the call has no recording" : "the recording is still " + state);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private Optional<Recording> found() {
        return platform.recordings().list(administratorUser.caller(), Optional.of(call()), 1).stream()
                .findFirst();
    }

    private String described(Recording stored) throws StepFailedException {
        if (!stored.region().equals(region) && !stored.region().equals(regionNow())) { // it may have changed meanwhile
            throw new StepFailedException("it was stored in " + stored.region());
        }
        if (stored.takes().size() != 2) {
            throw new StepFailedException("it has " + stored.takes().size() + " takes instead of 2");
        }
        long least = TimeUnit.SECONDS.toMillis(options.seconds()) * 8 / 10;
        for (Take take : stored.takes()) {
            if (take.videoFrames() == 0 || take.audioPackets() == 0 || take.durationMillis() < least) {
                throw new StepFailedException("take " + take.number() + " holds " + take.durationMillis() + " ms, "
                        + take.videoFrames() + " pictures and " + take.audioPackets() + " audio packets");
            }
        }
        return stored.id() + ", " + stored.durationMillis() + " ms, " + videoFrames() + " pictures";
    }

    private String playBack() throws StepFailedException, IOException {
        Recording stored = recording.orElseThrow();
        long bytes = 0;
        for (Take take : stored.takes()) {
            try (Playback playback =
                    platform.recordings().open(administratorUser.caller(), stored.id(), take.number())) {
                bytes += PlaybackCheck.run(take.number(), playback);
            }
        }
        return stored.takes().size() + " takes, " + bytes + " bytes, ranges alike";
    }

    private String verify() throws StepFailedException {
        Recordings.Verification verification = platform.recordings()
                .verify(administratorUser.caller(), recording.orElseThrow().id());
        if (!verification.intact()) {
            throw new StepFailedException(verification.message());
        }
        return verification.records() + " records, " + verification.bytes() + " bytes";
    }

    private String refused() throws StepFailedException {
        RecordingId id = recording.orElseThrow().id();
        try (Playback playback = platform.recordings().open(technicianUser.caller(), id, 1)) {
            throw new StepFailedException(
                    "the technician can watch " + playback.length() + " bytes under this workspace's review policy");
        } catch (AccessDeniedException e) {
            return e.decision().reason();
        }
    }

    /** A run that fails in the middle leaves no call behind. */
    private void endAnyway() {
        if (ended || invited.isEmpty()) {
            return;
        }
        try {
            platform.calls().end(technicianUser.caller(), call());
        } catch (RuntimeException e) {
            LOG.warn("The self-test's call {} could not be ended: {}", call(), e.getMessage());
        }
    }

    private long videoFrames() {
        return takes().stream().mapToLong(Take::videoFrames).sum();
    }

    private List<Take> takes() {
        return recording.map(Recording::takes).orElse(List.of());
    }

    private Report report(boolean passed) {
        return new Report(
                passed,
                steps,
                region,
                customer.firstFrameMillis(),
                invited.map(created -> created.call().id()).orElse(null),
                recording.map(Recording::id).orElse(null),
                recording.map(Recording::durationMillis).orElse(0L),
                videoFrames(),
                takes().stream().mapToLong(Take::audioPackets).sum(),
                takes().stream().mapToLong(Take::sealedLength).sum());
    }
}
