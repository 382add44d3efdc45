package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpException;
import org.sightline.storage.StorageException;
import org.sightline.storage.spi.StorageBackend.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a server in the background: whether it can be reached and written to, how much is free there, and what writers
 * that no longer live have left.
 */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration ROUND_WHILE_LOST = Duration.ofSeconds(5);
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final Duration CLEANING = Duration.ofHours(1);
    private static final Duration COUNTING = Duration.ofHours(6);
    private static final int MAX_LEFT_OVER = 1_000;

    private final Server server;
    private final Room room;
    private final ScheduledExecutorService executor;
    private final Set<String> leftOver = ConcurrentHashMap.newKeySet();

    private Future<?> planned = CompletableFuture.completedFuture(null);
    private volatile Health health;
    // used by the executor's thread only
    private long cleanedAt;
    private long countedAt;

    Housekeeping(Server server, Room room) {
        this.server = server;
        this.room = room;
        String name = server.settings().name();
        this.health = new Health(false, 0, "storage " + name + " has not reached its server yet");
        long now = System.nanoTime();
        this.cleanedAt = now - CLEANING.toNanos();
        this.countedAt = now - COUNTING.toNanos();
        ScheduledThreadPoolExecutor single =
                new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "sightline-sftp-" + name + "-look"));
        single.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        single.setRemoveOnCancelPolicy(true);
        this.executor = single;
    }

    void start() {
        next(Duration.ZERO);
    }

    /** What is known now. */
    Health health() {
        Health known = health;
        if (!known.ready()) {
            return known;
        }
        if (room.isUncounted()) {
            return new Health(false, room.left(), "storage " + server.settings().name() + " is counting what it keeps");
        }
        long left = room.left();
        return new Health(
                left > 0, left, left > 0 ? known.message() : room.full().getMessage());
    }

    /** Something failed: what is known may be wrong. */
    void doubt(StorageException failure) {
        boolean concernsServer = switch (failure.reason()) {
            case TRY_AGAIN, YOUR_SETTINGS, FULL -> true;
            default -> false;
        };
        if (health.ready() && concernsServer) {
            next(Duration.ZERO);
        }
    }

    /** Removes an incomplete object, soon. */
    void remove(String part) {
        if (leftOver.size() < MAX_LEFT_OVER) { // the rest is found when cleaning
            leftOver.add(part);
        }
        next(Duration.ZERO);
    }

    /** Another round after this time instead of the one that is planned. */
    private synchronized void next(Duration delay) {
        planned.cancel(false);
        try {
            planned = executor.schedule(this::round, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // it ends
            LOG.debug(
                    "Storage {} ends, it is not looked after any more",
                    server.settings().name());
        }
    }

    private void round() {
        try {
            look();
            if (health.ready()) {
                removeLeftOver();
                occasionally();
            }
            server.connections().closeIdle();
        } finally {
            next(health.ready() && leftOver.isEmpty() ? ROUND : ROUND_WHILE_LOST);
        }
    }

    private void look() {
        Health before = health;
        try {
            room.serverHas(server.requests().run("write to " + server.layout().root(), this::tryOut));
            health = new Health(true, 0, server.settings().name() + " is ready");
            if (!before.ready()) {
                LOG.info("Storage {} reached its server", server.settings().name());
            }
        } catch (StorageException e) {
            health = new Health(false, 0, e.getMessage());
            boolean news = before.ready() || !before.message().equals(e.getMessage());
            if (news && !executor.isShutdown()) {
                LOG.warn("{}", e.getMessage());
            }
        } catch (RuntimeException e) { // or it would never look again
            health = new Health(false, 0, "storage " + server.settings().name() + " failed: " + e);
            LOG.error(
                    "Storage {} cannot look after its server", server.settings().name(), e);
        }
    }

    /** Writes a file and removes it. Returns what is free. */
    private long tryOut(PipelinedClient sftp) throws IOException {
        server.layout().prepare(sftp);
        writtenNow(sftp);
        return sftp.freeBytes(server.layout().root()).orElse(Long.MAX_VALUE);
    }

    /** What the server's clock says, by a file that is written for it. */
    private long writtenNow(PipelinedClient sftp) throws IOException {
        String file = server.layout().freshPart();
        leftOver.add(file); // should the connection break
        try (CloseableHandle handle = sftp.create(file)) {
            sftp.write(handle, 0, new byte[] {1});
        }
        long now = sftp.find(file).get(0).map(Housekeeping::modified).orElse(0L);
        sftp.remove(file);
        leftOver.remove(file);
        return now;
    }

    private void removeLeftOver() {
        for (String part : leftOver) {
            try {
                server.requests().run("remove an incomplete object", sftp -> {
                    removeQuietly(sftp, part);
                    return null;
                });
                leftOver.remove(part);
            } catch (StorageException e) { // the server is away: the next round
                return;
            }
        }
    }

    private static void removeQuietly(PipelinedClient sftp, String part) throws IOException {
        try {
            sftp.remove(part);
        } catch (SftpException e) {
            LOG.debug("An incomplete object could not be removed: {}", e.toString());
        }
    }

    private void occasionally() {
        long now = System.nanoTime();
        try {
            if (now - cleanedAt >= CLEANING.toNanos()) {
                int removed = server.requests().run("list incomplete objects", this::clean);
                cleanedAt = now;
                if (removed > 0) {
                    LOG.info(
                            "Storage {} removed {} incomplete objects of an earlier run",
                            server.settings().name(),
                            removed);
                }
            }
            if (room.isLimited() && now - countedAt >= COUNTING.toNanos()) {
                room.isUsed(count());
                countedAt = now;
            }
        } catch (StorageException | RuntimeException e) {
            if (!executor.isShutdown()) {
                LOG.warn(
                        "Storage {} cannot clean up or count: {}",
                        server.settings().name(),
                        e.getMessage());
            }
        }
    }

    /** By the server's clock: the age of a file is compared with one that is written now. */
    private int clean(PipelinedClient sftp) throws IOException {
        long now = writtenNow(sftp);
        int removed = 0;
        try (CloseableHandle directory = sftp.openDir(server.layout().incoming())) {
            for (DirEntry entry : sftp.listDir(directory)) {
                boolean abandoned = entry.getFilename().endsWith(".part")
                        && entry.getAttributes().isRegularFile()
                        && now - modified(entry.getAttributes()) > ABANDONED.toMillis();
                if (abandoned) {
                    removeQuietly(sftp, server.layout().incoming() + "/" + entry.getFilename());
                    removed++;
                }
            }
        }
        return removed;
    }

    private static long modified(Attributes attributes) {
        return attributes.getModifyTime().toMillis();
    }

    private long count() throws StorageException {
        try (Stream<Listing.Entry> objects = server.list("")) {
            return objects.mapToLong(Listing.Entry::length).sum();
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
