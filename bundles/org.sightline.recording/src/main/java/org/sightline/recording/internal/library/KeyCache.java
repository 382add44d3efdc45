package org.sightline.recording.internal.library;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.Caller;

/**
 * Keeps a few data keys for a few seconds, because a player asks for many ranges and each may cost a round trip to where
 * the keys are. A key that leaves is overwritten. Its owner sweeps it.
 */
final class KeyCache implements AutoCloseable {
    private static final int MOST = 32;
    private static final long LIFE_NANOS = 5_000_000_000L;

    private record Held(DataKey key, long untilNanos) {}

    private final Keys keys;
    private final Map<RecordingId, Held> held = new LinkedHashMap<>();

    KeyCache(Keys keys) {
        this.keys = keys;
    }

    /** A copy, which the caller overwrites. */
    byte[] get(Recording recording, long nowNanos) throws KeysException {
        RecordingId id = recording.id(); // however its key is wrapped: a rotation or a move leaves it the same
        synchronized (this) {
            sweep(nowNanos);
            Held found = held.get(id);
            if (found != null) {
                return found.key().bytes();
            }
        }
        DataKey key = keys.unwrap(
                Caller.platform(recording.workspace()),
                recording.key(),
                recording.id().value());
        byte[] copy = key.bytes();
        synchronized (this) {
            Held before = held.put(id, new Held(key, nowNanos + LIFE_NANOS));
            if (before != null) {
                before.key().close();
            }
            if (held.size() > MOST) {
                Iterator<Held> oldest = held.values().iterator();
                oldest.next().key().close();
                oldest.remove();
            }
        }
        return copy;
    }

    /** Overwrites what is too old. */
    synchronized void sweep(long nowNanos) {
        held.values().removeIf(entry -> {
            boolean old = nowNanos - entry.untilNanos() >= 0;
            if (old) {
                entry.key().close();
            }
            return old;
        });
    }

    synchronized int size() {
        return held.size();
    }

    @Override
    public synchronized void close() {
        held.values().forEach(entry -> entry.key().close());
        held.clear();
    }

    static void overwrite(byte[] key) {
        Arrays.fill(key, (byte) 0);
    }
}
