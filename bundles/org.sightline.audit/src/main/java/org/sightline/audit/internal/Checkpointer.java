package org.sightline.audit.internal;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.internal.CheckpointConfig.Settings;
import org.sightline.audit.spi.AuditStore;
import org.sightline.audit.spi.CheckpointSigner;
import org.sightline.audit.spi.CheckpointStore;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what was recorded signed in the background, never in the way of recording: each log that grew, every so many seconds,
 * and at once after every so many entries.
 */
@Component(service = Checkpointer.class, configurationPid = CheckpointConfig.PID)
@Designate(ocd = CheckpointConfig.class)
public final class Checkpointer {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);
    private static final long CLOSE_SECONDS = 10;

    /** Sorted by ascending ranking: Declarative Services replaces the list on each change. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<CheckpointSigner> signers = List.of();

    private final CheckpointStore store;
    private final Signing signing;
    private final ScheduledThreadPoolExecutor worker;
    private final Set<WorkspaceId> asked = ConcurrentHashMap.newKeySet();
    private final Map<WorkspaceId, String> waiting = new ConcurrentHashMap<>();
    private volatile Settings settings;
    private Future<?> rounds;

    @Activate
    public Checkpointer(CheckpointConfig config, @Reference AuditStore log, @Reference CheckpointStore store) {
        this(Settings.of(config), log, store, List.of(), Clock.systemUTC());
    }

    Checkpointer(
            Settings settings, AuditStore log, CheckpointStore store, List<CheckpointSigner> signers, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.signers = signers;
        signing = new Signing(log, store, clock);
        worker = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "sightline-audit-checkpoints");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        schedule();
    }

    /** Follows the configuration without those who record noticing. */
    @Modified
    void modified(CheckpointConfig config) {
        settings = Settings.of(config);
        schedule();
    }

    private synchronized void schedule() {
        if (rounds != null) {
            rounds.cancel(false);
        }
        rounds = worker.scheduleWithFixedDelay(this::round, settings.seconds(), settings.seconds(), TimeUnit.SECONDS);
    }

    /** Hears of each entry once it is durable. */
    void appended(AuditEntry entry) {
        if (entry.sequence() % settings.entries() == 0 && asked.add(entry.workspace())) {
            try {
                worker.execute(() -> {
                    asked.remove(entry.workspace());
                    tryToSign(entry.workspace());
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("stopping: the next start signs");
            }
        }
    }

    /** Signs, now, in this thread. */
    Signing.Outcome sign(WorkspaceId workspace) throws IOException {
        return signing.sign(workspace, signer(), trust());
    }

    /** What a verification of a workspace's log holds it against. */
    Witnesses witnesses(WorkspaceId workspace) {
        return Witnesses.of(store, trust(), workspace);
    }

    /** The keys whose signatures count and the files. */
    Trust trust() {
        return new Trust(settings, signers);
    }

    void round() {
        try {
            Set<WorkspaceId> due = new LinkedHashSet<>(waiting.keySet());
            due.addAll(store.behind());
            due.forEach(this::tryToSign);
        } catch (RuntimeException e) { // the database is away
            LOG.warn("checkpoints of the audit logs wait: {}", e.getMessage());
        }
    }

    /** Says once what keeps a log from being signed, and tries again in each round. */
    private void tryToSign(WorkspaceId workspace) {
        String problem;
        try {
            Signing.Outcome outcome = sign(workspace);
            if (outcome.finding().isEmpty()) {
                waiting.remove(workspace);
                return;
            }
            problem = outcome.finding();
            if (!problem.equals(waiting.put(workspace, problem))) {
                LOG.error("{}: the audit log was tampered with and is signed no more: {}", workspace, problem);
            }
        } catch (IOException | RuntimeException e) { // the disk, the signing key or the database
            problem = String.valueOf(e.getMessage());
            if (!problem.equals(waiting.put(workspace, problem))) {
                LOG.warn("{}: the checkpoint of the audit log waits: {}", workspace, problem);
            }
        }
    }

    private CheckpointSigner signer() throws IOException {
        List<CheckpointSigner> now = signers;
        if (now.isEmpty()) {
            throw new IOException("nothing that signs is running");
        }
        return now.get(now.size() - 1);
    }

    /** Lets a checkpoint that is being made come to its end. */
    @Deactivate
    void close() throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            worker.shutdownNow();
        }
    }
}
