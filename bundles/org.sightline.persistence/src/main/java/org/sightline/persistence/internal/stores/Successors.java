package org.sightline.persistence.internal.stores;

/** Where to go on in an index. */
final class Successors {
    private Successors() {}

    /**
     * A text behind this one and before all others that are names. To look for what is greater than the name itself, H2
     * would read every row of that name once more.
     */
    static String of(String name) {
        return name + ' ';
    }
}
