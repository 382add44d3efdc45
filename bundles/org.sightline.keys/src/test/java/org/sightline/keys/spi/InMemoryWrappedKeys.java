package org.sightline.keys.spi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** Keeps wrapped keys in memory, for tests; it can be told to fail. */
public final class InMemoryWrappedKeys implements WrappedKeyOwner {
    private record Place(WorkspaceId workspace, String context) {}

    private final Map<Place, WrappedKey> kept = new ConcurrentHashMap<>();
    private final Keys keys;
    private final String region;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    public InMemoryWrappedKeys(Keys keys, String region) {
        this.keys = keys;
        this.region = region;
    }

    /** From now on it throws this; empty: nothing. */
    public void failWith(Optional<RuntimeException> now) {
        failure = now;
    }

    public void keep(Caller caller, String context, WrappedKey wrapped) {
        kept.put(new Place(caller.workspace(), context), wrapped);
    }

    public WrappedKey kept(Caller caller, String context) {
        return kept.get(new Place(caller.workspace(), context));
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public long due(Caller caller) throws KeysException {
        check();
        Keys.Current current = keys.current(caller, region);
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().workspace().equals(caller.workspace()))
                .filter(entry -> isDue(entry.getValue(), current))
                .count();
    }

    @Override
    public int rewrap(Caller caller, int limit) throws KeysException {
        check();
        Keys.Current current = keys.current(caller, region);
        int replaced = 0;
        for (Map.Entry<Place, WrappedKey> entry : kept.entrySet()) {
            Place place = entry.getKey();
            WrappedKey old = entry.getValue();
            if (replaced < limit && place.workspace().equals(caller.workspace()) && isDue(old, current)) {
                WrappedKey anew = keys.rewrap(caller, old, region, place.context());
                replaced += kept.replace(place, old, anew) ? 1 : 0;
            }
        }
        return replaced;
    }

    private static boolean isDue(WrappedKey wrapped, Keys.Current current) {
        return !wrapped.provider().equals(current.provider())
                || !wrapped.version().equals(current.version());
    }

    private void check() {
        failure.ifPresent(now -> {
            throw now;
        });
    }
}
