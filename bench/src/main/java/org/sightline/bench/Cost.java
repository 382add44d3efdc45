package org.sightline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.sightline.storage.StorageException;

/**
 * What a piece of work took.
 *
 * @param bytes of the media that it was done with
 * @param cpuSeconds of user and kernel
 */
record Cost(long bytes, double seconds, double cpuSeconds) {

    /** A piece of work. */
    interface Work {
        void run() throws IOException, InterruptedException, StorageException;
    }

    /** Where CPU time is read. */
    private interface Clock {
        long cpuNanos() throws IOException;
    }

    /** Of work that this thread does alone. */
    static Cost ofThread(long bytes, Work work) throws IOException, InterruptedException, StorageException {
        return of(bytes, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime, work);
    }

    /** Of work that a process does on any of its threads. */
    static Cost ofProcess(long pid, long bytes, Work work) throws IOException, InterruptedException, StorageException {
        return of(bytes, () -> ProcessFigures.cpuNanos(pid), work);
    }

    /** Of work that a process does which begins and ends meanwhile. */
    static Cost ofChild(long bytes, Work work) throws IOException, InterruptedException, StorageException {
        return of(bytes, ProcessFigures::childrenCpuNanos, work);
    }

    private static Cost of(long bytes, Clock clock, Work work)
            throws IOException, InterruptedException, StorageException {
        long cpu = clock.cpuNanos();
        long start = System.nanoTime();
        work.run();
        long end = System.nanoTime();
        return new Cost(bytes, (end - start) / 1e9, (clock.cpuNanos() - cpu) / 1e9);
    }

    /** Of both, one after the other, with the same media. */
    Cost and(Cost next) {
        return new Cost(bytes, seconds + next.seconds, cpuSeconds + next.cpuSeconds);
    }

    /** MB/s. */
    double rate() {
        return bytes / 1e6 / seconds;
    }

    /** MB in a second of one core. */
    double ratePerCore() {
        return bytes / 1e6 / cpuSeconds;
    }
}
