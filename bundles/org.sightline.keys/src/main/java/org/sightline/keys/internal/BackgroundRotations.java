package org.sightline.keys.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.audit.Audit;
import org.sightline.audit.Audit.Outcome;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.spi.KeyProvider;
import org.sightline.keys.spi.WrappedKeyOwner;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotates at once and wraps anew in the background, a batch of each workspace in turn. A setting of the workspace says that
 * a rotation runs, so that the next start goes on with it.
 */
@Component(immediate = true)
public final class BackgroundRotations implements KeyRotations {
    static final String RUNNING = "keys.rotation";
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundRotations.class);
    private static final int THREADS = 2;
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final long RESUME_AFTER_MILLIS = 10_000;
    private static final long CLOSE_MILLIS = 10_000;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<WrappedKeyOwner> owners = List.of();

    private final Providers providers;
    private final Keys keys;
    private final Workspaces workspaces;
    private final Audit audit;
    private final long firstPauseMillis;
    private final ScheduledThreadPoolExecutor worker;
    private final Map<WorkspaceId, WorkspaceRotation> rotations = new ConcurrentHashMap<>();

    @Activate
    public BackgroundRotations(
            @Reference Providers providers,
            @Reference Keys keys,
            @Reference Workspaces workspaces,
            @Reference Audit audit) {
        this(providers, keys, workspaces, audit, List.of(), FIRST_PAUSE_MILLIS, RESUME_AFTER_MILLIS);
    }

    BackgroundRotations(
            Providers providers,
            Keys keys,
            Workspaces workspaces,
            Audit audit,
            List<WrappedKeyOwner> owners,
            long firstPauseMillis,
            long resumeAfterMillis) {
        this.providers = providers;
        this.keys = keys;
        this.workspaces = workspaces;
        this.audit = audit;
        this.owners = owners;
        this.firstPauseMillis = firstPauseMillis;
        worker = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "sightline-keys-rotation");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        worker.schedule(this::resume, resumeAfterMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized Progress rotate(Caller caller) throws KeysException {
        WorkspaceRotation last = rotations.get(caller.workspace());
        if (last != null && last.isRunning()) {
            return last.progress();
        }
        String region = workspaces.get(caller).region();
        KeyProvider provider = providers.forNewKeys();
        Map<String, String> detail = Map.of("provider", provider.name(), "region", region);
        audit.record(caller, "key.rotation-begun", caller.workspace().value(), Outcome.DONE, detail);
        Caller platform = Caller.platform(caller.workspace());
        workspaces.changeSetting(platform, RUNNING, "running");
        String version;
        try {
            version = provider.rotate(caller.workspace(), region);
        } catch (KeysException e) {
            workspaces.changeSetting(platform, RUNNING, last == null ? "" : "running");
            audit.record(
                    caller,
                    "key.rotation-ended",
                    caller.workspace().value(),
                    Outcome.FAILED,
                    Map.of("provider", provider.name(), "reason", e.reason().name()));
            throw e;
        }
        LOG.info("{}: {} rotated the key in {}", caller.workspace(), provider.name(), region);
        return begin(platform, provider.name(), version).progress();
    }

    @Override
    public Optional<Progress> progress(Caller caller) {
        return Optional.ofNullable(rotations.get(caller.workspace())).map(WorkspaceRotation::progress);
    }

    private WorkspaceRotation begin(Caller platform, String provider, String version) {
        WorkspaceRotation rotation = new WorkspaceRotation(platform, provider, version);
        rotation.count(owners);
        rotations.put(platform.workspace(), rotation);
        schedule(() -> step(rotation, firstPauseMillis), 0);
        return rotation;
    }

    /** Goes on with what the last stop, or a failure before it, left. */
    private void resume() {
        try {
            for (Workspace workspace : workspaces.list(Caller.platform(WorkspaceId.PLATFORM))) {
                Caller platform = Caller.platform(workspace.id());
                if (workspaces
                        .setting(platform, RUNNING)
                        .filter("running"::equals)
                        .isPresent()) {
                    goOn(platform, workspace.region());
                }
            }
        } catch (KeysException | RuntimeException e) { // the database or the provider is not there yet
            LOG.warn("key rotations wait: {}", e.getMessage());
            schedule(this::resume, LONGEST_PAUSE_MILLIS);
        }
    }

    private synchronized void goOn(Caller platform, String region) throws KeysException {
        if (!rotations.containsKey(platform.workspace())) {
            Keys.Current current = keys.current(platform, region);
            LOG.info("{}: going on to wrap keys anew", platform.workspace());
            begin(platform, current.provider(), current.version());
        }
    }

    private void step(WorkspaceRotation rotation, long pauseMillis) {
        String before = rotation.progress().message();
        switch (rotation.step(owners)) {
            case GO_ON -> schedule(() -> step(rotation, firstPauseMillis), 0);
            case WAIT -> {
                if (!rotation.progress().message().equals(before)) {
                    LOG.warn(
                            "{}: the rotation {}",
                            rotation.caller().workspace(),
                            rotation.progress().message());
                }
                schedule(() -> step(rotation, Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS)), pauseMillis);
            }
            case DONE -> end(rotation, Outcome.DONE);
            case GIVEN_UP -> end(rotation, Outcome.FAILED);
        }
    }

    private void end(WorkspaceRotation rotation, Outcome outcome) {
        Progress progress = rotation.progress();
        WorkspaceId workspace = rotation.caller().workspace();
        Map<String, String> detail = Map.of(
                "provider", progress.provider(),
                "version", progress.version(),
                "rewrapped", Long.toString(progress.rewrapped()));
        try {
            audit.record(rotation.caller(), "key.rotation-ended", workspace.value(), outcome, detail);
            if (outcome == Outcome.DONE) {
                workspaces.changeSetting(rotation.caller(), RUNNING, "");
                LOG.info("{}: {} keys are wrapped anew", workspace, progress.rewrapped());
            } else {
                LOG.error("{}: the rotation {}", workspace, progress.message());
            }
        } catch (RuntimeException e) { // the database is away: the entry must be written all the same
            LOG.warn("{}: the end of its rotation cannot be recorded yet", workspace, e);
            schedule(() -> end(rotation, outcome), LONGEST_PAUSE_MILLIS);
        }
    }

    private void schedule(Runnable work, long delayMillis) {
        try {
            worker.schedule(work, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopping: the next start goes on");
        }
    }

    /** Lets a batch that runs come to its end: the database's connection must not be interrupted. */
    @Deactivate
    void close() throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
            worker.shutdownNow();
        }
    }
}
