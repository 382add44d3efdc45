package org.sightline.storage.sftp.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/**
 * The connections to one server. Operations share them; another one is opened while all are used, up to a limit. One is
 * dialled at a time, in a thread of its own, and after a failure the next attempt waits a little.
 */
final class Connections {
    private static final int MAX_USERS = 32;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** Longer, and longer each time, or a server locks out an account after wrong passwords. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Comparator<Connection> LEAST_USED = Comparator.comparingInt(connection -> connection.users);

    private final Settings settings;
    private final Failures failures;
    private final Dialer dialer;
    private final ExecutorService dialling;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final List<Connection> open = new ArrayList<>();
    private boolean isDialling;
    private long attempts;
    private int refusals;
    private Optional<StorageException> lastFailure = Optional.empty();
    private long notBefore = System.nanoTime();
    private boolean closed;

    Connections(Settings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
        this.dialer = new Dialer(settings, failures);
        this.dialling = Executors.newSingleThreadExecutor(
                task -> new Thread(task, "sightline-sftp-" + settings.name() + "-dial"));
    }

    /**
     * A connection to use until {@link #release} or {@link #discard}.
     *
     * @throws StorageException why there is none
     */
    Connection acquire() throws StorageException {
        lock.lock();
        try {
            long deadline = System.nanoTime() + settings.connectTimeout().toNanos() * 3;
            while (true) {
                requireOpen();
                Optional<Connection> best = leastUsed();
                if (best.isEmpty()) {
                    dialAndWait(deadline);
                } else {
                    if (best.get().users > 0 && open.size() < settings.maxSessions() && !isResting()) {
                        startDialling(); // for the next one
                    }
                    best.get().users++;
                    return best.get();
                }
            }
        } catch (InterruptedException e) {
            throw failures.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws StorageException {
        if (closed) {
            throw failures.tryAgain("it was stopped", null);
        }
    }

    private Optional<Connection> leastUsed() throws StorageException {
        open.removeIf(connection -> connection.users == 0 && !connection.isOpen());
        Optional<Connection> best = open.stream()
                .filter(connection -> !connection.retired && connection.isOpen())
                .min(LEAST_USED);
        if (best.isPresent() && best.get().users >= MAX_USERS) {
            throw failures.tryAgain("too many operations at once; maxSessions may be too low", null);
        }
        return best;
    }

    private boolean isResting() {
        return System.nanoTime() - notBefore < 0;
    }

    private void startDialling() {
        if (!isDialling) {
            isDialling = true;
            dialling.execute(this::dial);
        }
    }

    private void dialAndWait(long deadline) throws StorageException, InterruptedException {
        while (!isDialling && isResting() && !closed) {
            StorageException failure = lastFailure.orElseThrow();
            if (isRefusal(failure)) {
                throw again(failure);
            }
            changed.awaitNanos(notBefore - System.nanoTime());
        }
        requireOpen();
        startDialling();
        long attempt = attempts;
        while (attempt == attempts && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || changed.awaitNanos(left) <= 0) {
                throw failures.tryAgain("the server does not answer", null);
            }
        }
        if (lastFailure.isPresent() && leastUsed().isEmpty()) {
            throw again(lastFailure.get());
        }
    }

    /** One failure may be thrown in several threads. */
    private static StorageException again(StorageException failure) {
        return new StorageException(failure.reason(), failure.getMessage(), failure);
    }

    private void dial() {
        Optional<Connection> connection = Optional.empty();
        Optional<StorageException> failure = Optional.empty();
        try {
            connection = Optional.of(dialer.dial());
        } catch (StorageException e) {
            failure = Optional.of(e);
        } catch (RuntimeException | LinkageError e) { // or nobody would ever dial again
            failure = Optional.of(failures.tryAgain("cannot connect: " + e, e));
        }
        lock.lock();
        try {
            isDialling = false;
            attempts++;
            lastFailure = failure;
            failure.ifPresent(
                    reason -> notBefore = System.nanoTime() + rest(reason).toNanos());
            if (closed) {
                connection.ifPresent(Connection::close);
            } else {
                connection.ifPresent(open::add);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRefusal(StorageException failure) {
        return failure.reason() == Reason.YOUR_SETTINGS;
    }

    private Duration rest(StorageException failure) {
        if (!isRefusal(failure)) {
            return AFTER_FAILURE;
        }
        Duration longer = AFTER_REFUSAL.multipliedBy(1L << Math.min(refusals, 10));
        return longer.compareTo(LONGEST_REST) < 0 ? longer : LONGEST_REST;
    }

    void release(Connection connection) {
        lock.lock();
        try {
            connection.users--;
            connection.idleSince = System.nanoTime();
            if (connection.users == 0 && (connection.retired || !connection.isOpen())) {
                open.remove(connection);
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives back a connection that is lost, or on which a request was broken off: nobody else gets it. */
    void discard(Connection connection) {
        lock.lock();
        try {
            connection.retired = true;
        } finally {
            lock.unlock();
        }
        release(connection);
    }

    /** Ends a connection whose server went silent under everybody who uses it. */
    void breakOff(Connection connection) {
        connection.close();
        discard(connection);
    }

    void closeIdle() {
        lock.lock();
        try {
            for (Connection connection : List.copyOf(open)) {
                if (connection.users == 0 && System.nanoTime() - connection.idleSince > IDLE.toNanos()) {
                    open.remove(connection);
                    connection.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything; operations that are under way fail. */
    void close() {
        lock.lock();
        try {
            closed = true;
            open.forEach(Connection::close);
            open.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        dialling.shutdownNow();
        dialer.close();
    }

    /** Waits, but not beyond the end of this backend. */
    void pause(Duration duration) throws StorageException {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            requireOpen();
        } catch (InterruptedException e) {
            throw failures.interrupted(e);
        } finally {
            lock.unlock();
        }
    }
}
