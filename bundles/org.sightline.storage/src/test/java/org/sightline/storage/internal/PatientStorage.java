package org.sightline.storage.internal;

import java.time.Duration;
import org.sightline.storage.Storage;

/** Storage for the tests of other packages. */
public final class PatientStorage {
    private PatientStorage() {}

    /** @param patience how long an operation waits for a backend */
    public static Storage over(Backends backends, Duration patience) {
        return new RegionalStorage(backends, patience);
    }
}
