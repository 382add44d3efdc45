package org.sightline.persistence.internal.rows;

import java.time.Instant;
import java.util.Optional;

/** A time as a column holds it: nanoseconds since 1970, exact on every database and in every time zone, until 2262. */
public final class Nanos {
    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    public static long of(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), PER_SECOND), at.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }

    static Long ofNullable(Optional<Instant> at) {
        return at.map(Nanos::of).orElse(null);
    }

    static Optional<Instant> optional(Long nanos) {
        return Optional.ofNullable(nanos).map(Nanos::instant);
    }
}
