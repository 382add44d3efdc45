package org.sightline.recording.internal.library;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedOutline;

/**
 * Remembers where everything is in the takes that are being watched, because a player asks for many ranges and reading a
 * file's end anew for each costs several round trips to an object store. It holds neither keys nor content, and what a
 * range holds is verified all the same.
 */
final class OutlineCache {
    /** About 20 MB. */
    private static final int MOST_RECORDS = 500_000;

    private static final long LIFE_NANOS = 600_000_000_000L;

    private record Held(SealedOutline outline, long untilNanos) {}

    private final Map<SealedName, Held> held = new LinkedHashMap<>(16, 0.75f, true);
    private int records;

    synchronized Optional<SealedOutline> get(SealedName name, long nowNanos) {
        Held found = held.get(name);
        if (found != null && nowNanos - found.untilNanos() >= 0) {
            forget(name);
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Held::outline);
    }

    synchronized void put(SealedName name, SealedOutline outline, long nowNanos) {
        forget(name);
        held.put(name, new Held(outline, nowNanos + LIFE_NANOS));
        records += outline.records();
        Iterator<Held> leastRecent = held.values().iterator();
        while (records > MOST_RECORDS && leastRecent.hasNext()) {
            records -= leastRecent.next().outline().records();
            leastRecent.remove();
        }
    }

    /** What it says may be wrong. */
    synchronized void forget(SealedName name) {
        Held found = held.remove(name);
        if (found != null) {
            records -= found.outline().records();
        }
    }

    synchronized int records() {
        return records;
    }
}
