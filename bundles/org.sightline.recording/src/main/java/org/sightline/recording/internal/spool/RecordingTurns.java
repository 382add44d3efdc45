package org.sightline.recording.internal.spool;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.sightline.recording.RecordingId;

/** Lets one at a time place a recording's objects: who stores it, moves it or writes its sidecar anew. */
@Component(service = RecordingTurns.class)
public final class RecordingTurns {
    private final Set<RecordingId> taken = new HashSet<>();

    /** Ends the turn. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for the turn at most this long; empty if another one does not end in time. */
    public synchronized Optional<Turn> take(RecordingId id, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (taken.contains(id)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        taken.add(id);
        return Optional.of(() -> end(id));
    }

    private synchronized void end(RecordingId id) {
        taken.remove(id);
        notifyAll();
    }
}
