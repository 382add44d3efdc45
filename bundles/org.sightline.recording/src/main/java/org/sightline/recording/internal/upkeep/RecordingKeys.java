package org.sightline.recording.internal.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.WrappedKey;
import org.sightline.keys.spi.WrappedKeyOwner;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.spool.Sidecars;
import org.sightline.recording.spi.RecordingKeyStore;
import org.sightline.recording.spi.RecordingKeyStore.Due;
import org.sightline.recording.spi.RecordingKeyStore.HeldKey;
import org.sightline.recording.spi.RecordingKeyStore.Replacement;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the keys of recordings be wrapped anew: those in the library first, many at once, then their copies beside the media,
 * so that no old wrapping is left anywhere. Media are not touched.
 */
@Component
public final class RecordingKeys implements WrappedKeyOwner {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingKeys.class);
    /** Each takes a few round trips to where the objects are. */
    private static final int MOST_SIDECARS = 50;

    private final RecordingKeyStore store;
    private final Keys keys;
    private final Sidecars sidecars;

    @Activate
    public RecordingKeys(@Reference RecordingKeyStore store, @Reference Keys keys, @Reference Sidecars sidecars) {
        this.store = store;
        this.keys = keys;
        this.sidecars = sidecars;
    }

    @Override
    public String name() {
        return "recordings";
    }

    @Override
    public long due(Caller caller) throws KeysException {
        long sum = 0;
        for (String region : store.regions(caller.workspace())) {
            Due due = store.due(caller.workspace(), region, keys.current(caller, region));
            sum += due.keys() + due.sidecars();
        }
        return sum;
    }

    @Override
    public int rewrap(Caller caller, int limit) throws KeysException {
        List<String> regions = store.regions(caller.workspace());
        int replaced = 0;
        for (String region : regions) {
            replaced += rows(caller, region, limit - replaced);
        }
        if (replaced > 0) {
            return replaced;
        }
        for (String region : regions) {
            replaced += sidecars(caller, region, Math.min(MOST_SIDECARS, limit) - replaced);
        }
        return replaced;
    }

    private int rows(Caller caller, String region, int limit) throws KeysException {
        if (limit == 0) {
            return 0;
        }
        Keys.Current current = keys.current(caller, region);
        Optional<RecordingId> after = Optional.empty();
        int replaced = 0;
        while (replaced < limit) {
            List<HeldKey> page = store.keysDue(caller.workspace(), region, current, after, limit - replaced);
            if (page.isEmpty()) {
                return replaced;
            }
            replaced += replace(caller, region, page, replaced > 0);
            after = Optional.of(page.get(page.size() - 1).recording());
        }
        return replaced;
    }

    /** @param some whether some have been replaced before: what holds the rest up is then told by the next call */
    private int replace(Caller caller, String region, List<HeldKey> page, boolean some) throws KeysException {
        List<Replacement> replacements = new ArrayList<>();
        Optional<KeysException> failure = Optional.empty();
        for (HeldKey held : page) {
            try {
                WrappedKey renewed =
                        keys.rewrap(caller, held.key(), region, held.recording().value());
                replacements.add(
                        new Replacement(held.recording(), region, held.key().ciphertext(), renewed));
            } catch (KeysException e) {
                if (e.reason() != Reason.WRONG_KEY) {
                    failure = Optional.of(e);
                    break;
                }
                LOG.warn("the key of {} cannot be wrapped anew: {}", held.recording(), e.getMessage());
            }
        }
        int replaced = store.replace(caller.workspace(), replacements);
        if (failure.isPresent() && replaced == 0 && !some) {
            throw failure.get();
        }
        return replaced;
    }

    private int sidecars(Caller caller, String region, int limit) throws KeysException {
        if (limit <= 0) {
            return 0;
        }
        Keys.Current current = keys.current(caller, region);
        Optional<RecordingId> after = Optional.empty();
        int renewed = 0;
        while (renewed < limit) {
            List<RecordingId> page = store.sidecarsDue(caller.workspace(), region, current, after, limit - renewed);
            if (page.isEmpty()) {
                return renewed;
            }
            for (RecordingId id : page) {
                renewed += renew(caller, id) ? 1 : 0;
            }
            after = Optional.of(page.get(page.size() - 1));
        }
        return renewed;
    }

    private boolean renew(Caller caller, RecordingId id) throws KeysException {
        try {
            return sidecars.renew(caller.workspace(), id);
        } catch (StorageException | IOException e) {
            throw new KeysException(
                    Reason.UNAVAILABLE, "cannot write the sidecar of " + id + " anew: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysException(Reason.UNAVAILABLE, "the rotation is being stopped", e);
        }
    }
}
