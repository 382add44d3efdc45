package org.sightline.storage.internal.move;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.internal.StorageConfig;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.storage.spi.ObjectOwner.Holdings;
import org.sightline.tenancy.Caller;

/** The bundles that keep objects. What is said of them all is said only while none that is required is missing. */
@Component(service = Owners.class, configurationPid = StorageConfig.PID)
public final class Owners {
    private final List<String> required;
    private final List<ObjectOwner> registered = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    @Activate
    public Owners(StorageConfig config) {
        this(config.owners());
    }

    Owners(String... required) {
        for (String name : required) {
            if (name.isBlank() || name.length() > 60) {
                throw new IllegalArgumentException("owners of org.sightline.storage: names of 1 to 60 characters");
            }
        }
        this.required = Arrays.stream(required).distinct().sorted().toList();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindOwner(ObjectOwner owner) {
        registered.add(owner);
        watchers.forEach(Runnable::run);
    }

    void unbindOwner(ObjectOwner owner) {
        registered.remove(owner);
    }

    /** Has it run whenever an owner arrives. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /** By name; of two with one name, while a bundle is being replaced, the newer. */
    List<ObjectOwner> all() {
        Map<String, ObjectOwner> byName = new TreeMap<>();
        registered.forEach(owner -> byName.put(owner.name(), owner));
        return List.copyOf(byName.values());
    }

    /** The required ones that are not there. */
    List<String> missing() {
        List<String> present = all().stream().map(ObjectOwner::name).toList();
        return required.stream().filter(name -> !present.contains(name)).toList();
    }

    /** @throws StorageException {@code TRY_AGAIN} if a required one is not there */
    List<ObjectOwner> requireAll() throws StorageException {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new StorageException(
                    Reason.TRY_AGAIN,
                    "whoever keeps " + String.join(", ", missing) + " is not running: what is kept is not known");
        }
        return all();
    }

    /** What of the caller's workspace lies outside a region, of all owners. */
    Holdings outside(Caller caller, String region) throws StorageException {
        Holdings sum = new Holdings(0, org.sightline.storage.RegionChange.Amount.NONE, 0);
        for (ObjectOwner owner : requireAll()) {
            Holdings each = owner.outside(caller, region);
            sum = new Holdings(
                    sum.sets() + each.sets(), sum.amount().plus(each.amount()), sum.unready() + each.unready());
        }
        return sum;
    }

    /** Whether the object is authoritative in the region, or about to be. */
    boolean claim(Caller caller, ObjectKey key, String region) throws StorageException {
        for (ObjectOwner owner : requireAll()) {
            if (owner.claims(caller, key, region)) {
                return true;
            }
        }
        return false;
    }
}
