package org.sightline.storage.internal.move;

/** Whose fault it is that an object could not move. */
enum Troubled {
    SOURCE,
    DESTINATION,
    /** The owner's. */
    OWNER
}
