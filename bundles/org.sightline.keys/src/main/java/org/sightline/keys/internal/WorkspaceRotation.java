package org.sightline.keys.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.sightline.keys.KeyRotations.Progress;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.spi.WrappedKeyOwner;
import org.sightline.tenancy.Caller;

/**
 * What a rotation still has to do in one workspace, a batch at a time: one thread at a time works on it, others read how far
 * it is. An owner that was there is waited for, as its bundle may be replaced meanwhile.
 */
final class WorkspaceRotation {
    private static final int BATCH = 1_000;

    /** How often in a row it may fail for a reason that does not pass by itself. */
    private static final int PATIENCE = 5;

    /** What follows a batch. */
    enum Next {
        GO_ON,
        WAIT,
        DONE,
        GIVEN_UP
    }

    private final Caller platform;
    private final String provider;
    private final String version;
    private final Set<String> outstanding = new HashSet<>();
    private int failures;
    private volatile boolean running = true;
    private volatile Progress progress;

    WorkspaceRotation(Caller platform, String provider, String version) {
        this.platform = platform;
        this.provider = provider;
        this.version = version;
        progress = new Progress(provider, version, 0, 0, false, "begins");
    }

    Caller caller() {
        return platform;
    }

    Progress progress() {
        return progress;
    }

    boolean isRunning() {
        return running;
    }

    /** Learns how much there is to do. */
    void count(Collection<WrappedKeyOwner> owners) {
        long due = 0;
        try {
            for (WrappedKeyOwner owner : owners) {
                outstanding.add(owner.name());
                due += owner.due(platform);
            }
            report(due, 0, false, "wraps keys anew");
        } catch (KeysException | RuntimeException e) { // an owner is foreign code
            report(due, 0, false, "waits: " + text(e));
        }
    }

    /** Wraps the next batch anew. */
    Next step(Collection<WrappedKeyOwner> owners) {
        if (owners.isEmpty()) {
            return held("nothing that keeps wrapped keys is running", Next.WAIT);
        }
        try {
            for (WrappedKeyOwner owner : owners) {
                int rewrapped = owner.rewrap(platform, BATCH);
                if (rewrapped > 0) {
                    failures = 0;
                    report(progress.due(), progress.rewrapped() + rewrapped, false, "wraps keys anew");
                    return Next.GO_ON;
                }
                outstanding.remove(owner.name());
            }
            if (!outstanding.isEmpty()) {
                return held(String.join(", ", outstanding) + " is not running", Next.WAIT);
            }
            return finish(owners);
        } catch (KeysException e) {
            return failed(e.getMessage(), e.reason() == Reason.UNAVAILABLE, e.reason() == Reason.DESTROYED);
        } catch (RuntimeException e) { // an owner is foreign code, and its database may be away
            return failed(text(e), true, false);
        }
    }

    private Next finish(Collection<WrappedKeyOwner> owners) throws KeysException {
        long left = 0;
        for (WrappedKeyOwner owner : owners) {
            left += owner.due(platform);
        }
        if (left > 0) {
            return failed(left + " keys are still wrapped as they were", false, false);
        }
        running = false;
        report(progress.due(), progress.rewrapped(), true, "all keys are wrapped anew");
        return Next.DONE;
    }

    private static String text(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private Next failed(String message, boolean passes, boolean hopeless) {
        failures++;
        if (hopeless || !passes && failures >= PATIENCE) {
            return held(message + "; rotate again to go on", Next.GIVEN_UP);
        }
        return held(message, Next.WAIT);
    }

    private Next held(String message, Next next) {
        running = next == Next.WAIT;
        report(
                progress.due(),
                progress.rewrapped(),
                false,
                (next == Next.WAIT ? "waits and tries again: " : "stopped: ") + message);
        return next;
    }

    private void report(long due, long rewrapped, boolean done, String message) {
        progress = new Progress(provider, version, Math.max(due, rewrapped), rewrapped, done, message);
    }
}
