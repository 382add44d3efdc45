package org.sightline.calls.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sightline.access.AccessControl;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.spi.CallRecorder;
import org.sightline.media.Rooms;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls that somebody is in, and the threads they run on; finishes what an earlier run of the platform left. */
@Component(service = LiveCalls.class, immediate = true)
public final class LiveCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCalls.class);
    private static final int WORKERS = 8;
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final int END_WITHIN_SECONDS = 10;

    private final Map<CallId, LiveCall> calls = new ConcurrentHashMap<>();
    private final ResumeTokens resumes = new ResumeTokens();
    private final CallLedger ledger;
    private final CallSettings settings;
    private final Surroundings around;
    private final Timers timers;
    private final Runnable threads;
    private volatile CallRecorder recorder;

    @Activate
    public LiveCalls(
            @Reference CallLedger ledger,
            @Reference AccessControl access,
            @Reference Rooms rooms,
            @Reference Workspaces workspaces,
            @Reference CallSettings settings) {
        this(ledger, access, rooms, workspaces, settings, new Threads());
    }

    private LiveCalls(
            CallLedger ledger,
            AccessControl access,
            Rooms rooms,
            Workspaces workspaces,
            CallSettings settings,
            Threads threads) {
        this(
                ledger,
                access,
                rooms,
                workspaces,
                settings,
                threads.timers,
                threads.workers,
                System::nanoTime,
                threads::close);
        threads.workers.execute(this::sweep);
    }

    LiveCalls(
            CallLedger ledger,
            AccessControl access,
            Rooms rooms,
            Workspaces workspaces,
            CallSettings settings,
            Timers timers,
            Executor workers,
            LongSupplier nanos,
            Runnable threads) {
        this.ledger = ledger;
        this.settings = settings;
        this.timers = timers;
        this.threads = threads;
        this.around = new Surroundings(
                ledger,
                access,
                rooms,
                () -> Optional.ofNullable(recorder),
                workspace -> workspaces.get(Caller.platform(workspace)).region(),
                resumes,
                settings,
                timers,
                workers,
                nanos,
                over -> calls.remove(over.call().id(), over));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRecorder(CallRecorder service) {
        recorder = service;
        calls.values().forEach(LiveCall::recorderChanged);
    }

    void unbindRecorder(CallRecorder service) {
        if (recorder == service) {
            recorder = null;
            calls.values().forEach(LiveCall::recorderChanged);
        }
    }

    ResumeTokens resumes() {
        return resumes;
    }

    /** The live form of a call that has not ended; made if nobody is in it yet. */
    LiveCall of(Call call) {
        return calls.computeIfAbsent(call.id(), id -> new LiveCall(call, around));
    }

    /** Ends a call, whether somebody is in it or not. */
    CompletableFuture<Call> end(Caller by, Call call, String reason) {
        LiveCall live = calls.get(call.id());
        return live == null ? CompletableFuture.completedFuture(ledger.end(by, call, reason)) : live.end(by, reason);
    }

    /** Disconnects a user from every call of its workspace. */
    void expel(WorkspaceId workspace, UserId user) {
        calls.values().stream()
                .filter(live -> live.call().workspace().equals(workspace))
                .forEach(live -> live.expel(user));
    }

    /** Brings calls that nobody is in, though the store says so, to where they belong. Runs now and then. */
    void sweep() {
        try {
            ledger.unfinished().forEach(this::tidy);
        } catch (RuntimeException e) {
            LOG.error("cannot look for unfinished calls; it is tried again in an hour", e);
        }
        timers.after(SWEEP_EVERY, () -> around.workers().execute(this::sweep));
    }

    private void tidy(Call call) {
        if (calls.containsKey(call.id())) {
            return;
        }
        Caller platform = Caller.platform(call.workspace());
        Instant unusedSince = ledger.now().minus(settings.unused());
        if (call.state() == CallState.LIVE) {
            LOG.info("{} was cut off when the platform stopped and is ended", call.id());
            ledger.end(platform, call, "platform");
        } else if (call.state() == CallState.RINGING) {
            ledger.quiet(call);
        } else if (call.state() == CallState.CREATED && call.createdAt().isBefore(unusedSince)) {
            ledger.end(platform, call, "abandoned");
        }
    }

    @Deactivate
    void close() {
        List<CompletableFuture<Call>> ending = calls.values().stream()
                .map(live -> live.end(Caller.platform(live.call().workspace()), "platform"))
                .toList();
        try {
            CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new))
                    .orTimeout(END_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (RuntimeException e) {
            LOG.warn("not every call could be ended before the platform stopped", e);
        }
        threads.run();
    }

    /** The named threads of calls. */
    private static final class Threads {
        private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, named("calls"));
        private final ScheduledTimers timers = new ScheduledTimers(named("calls-timers"));

        private static ThreadFactory named(String name) {
            AtomicInteger count = new AtomicInteger();
            return task -> {
                Thread thread = new Thread(task, "sightline-" + name + "-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
        }

        void close() {
            timers.close();
            workers.shutdown();
        }
    }
}
