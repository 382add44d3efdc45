package org.sightline.shell.internal;

/** A rate as an operator types it: millions of bytes in a second. */
final class Megabytes {
    private static final int MOST = 1_000_000;

    private Megabytes() {}

    /** @throws IllegalArgumentException unless it is 0, for as fast as it goes, to 1,000,000 */
    static long toBytes(int megabytes) {
        if (megabytes < 0 || megabytes > MOST) {
            throw new IllegalArgumentException("limit: 0 to " + MOST + " MB/s");
        }
        return megabytes * 1_000_000L;
    }
}
