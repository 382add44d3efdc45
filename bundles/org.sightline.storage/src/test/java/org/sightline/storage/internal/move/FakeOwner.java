package org.sightline.storage.internal.move;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.storage.spi.Relocation;
import org.sightline.tenancy.Caller;

/** Keeps sets of objects, each with a small one that is written anew in every region, as recordings have. */
class FakeOwner implements ObjectOwner {
    /** The pointers, as a database would keep them. */
    interface Rows {
        List<StoredObject> of(String set);

        Map<String, List<StoredObject>> all();

        void replace(String set, List<StoredObject> objects);
    }

    static final class MemoryRows implements Rows {
        private final Map<String, List<StoredObject>> rows = new TreeMap<>();

        @Override
        public synchronized List<StoredObject> of(String set) {
            return rows.getOrDefault(set, List.of());
        }

        @Override
        public synchronized Map<String, List<StoredObject>> all() {
            return new LinkedHashMap<>(rows);
        }

        @Override
        public synchronized void replace(String set, List<StoredObject> objects) {
            rows.put(set, List.copyOf(objects));
        }
    }

    private final String name;
    private final Rows rows;
    private final Set<String> unready = java.util.concurrent.ConcurrentHashMap.newKeySet();

    FakeOwner(String name, Rows rows) {
        this.name = name;
        this.rows = rows;
    }

    /** The small object of a region: another content, the same key. */
    static byte[] small(String set, String region) {
        return (set + " in " + region).getBytes(StandardCharsets.UTF_8);
    }

    Set<String> unready() {
        return unready;
    }

    @Override
    public String name() {
        return name;
    }

    private List<String> outside(String region) {
        return rows.all().entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(object -> !object.region().equals(region)))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Holdings outside(Caller caller, String region) {
        List<String> sets = outside(region);
        Amount amount = sets.stream()
                .flatMap(set -> rows.of(set).stream())
                .filter(object -> !object.region().equals(region))
                .map(object -> new Amount(1, object.length()))
                .reduce(Amount.NONE, Amount::plus);
        return new Holdings(sets.size(), amount, unready.size());
    }

    @Override
    public List<String> setsOutside(Caller caller, String region, Set<String> except, int limit) {
        return outside(region).stream()
                .filter(set -> !except.contains(set))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean move(Caller caller, String set, String region, Relocation relocation)
            throws StorageException, InterruptedException {
        if (unready.contains(set)) {
            return false;
        }
        List<StoredObject> sources = rows.of(set);
        List<StoredObject> copies = new ArrayList<>();
        for (StoredObject source : sources) {
            copies.add(
                    source.key().name().equals("key.json")
                            ? relocation.put(source.key(), small(set, region))
                            : relocation.copy(source));
        }
        rows.replace(set, copies);
        for (StoredObject source : sources) {
            relocation.erase(source);
        }
        return true;
    }

    @Override
    public boolean claims(Caller caller, ObjectKey key, String region) {
        return rows.all().values().stream()
                .flatMap(List::stream)
                .anyMatch(object -> object.key().equals(key) && object.region().equals(region));
    }
}
