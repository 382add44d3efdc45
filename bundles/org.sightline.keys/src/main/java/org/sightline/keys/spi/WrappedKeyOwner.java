package org.sightline.keys.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.keys.KeysException;
import org.sightline.tenancy.Caller;

/** A bundle that keeps wrapped keys. A rotation asks every owner to let them be wrapped anew; media are not touched. */
@ConsumerType
public interface WrappedKeyOwner {

    /** A short, stable name for reports, for example {@code recordings}. */
    String name();

    /** How many wrapped keys of the caller's workspace are not of the current provider and version. */
    long due(Caller caller) throws KeysException;

    /**
     * Lets some of them be wrapped anew ({@link org.sightline.keys.Keys#rewrap}) and replaces each where it is kept, unless
     * it has changed meanwhile. It may have been broken off anywhere before: repeating it is harmless.
     *
     * @param limit 1 to 10,000
     * @return how many it replaced; 0 when none is due
     */
    int rewrap(Caller caller, int limit) throws KeysException;
}
