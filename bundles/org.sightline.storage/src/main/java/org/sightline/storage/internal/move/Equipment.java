package org.sightline.storage.internal.move;

import java.time.Clock;
import java.time.Duration;
import org.sightline.audit.Audit;
import org.sightline.keys.Signatures;
import org.sightline.storage.Storage;
import org.sightline.storage.internal.Backends;
import org.sightline.tenancy.Workspaces;

/**
 * What a mover works with.
 *
 * @param storage reads and erases sources, with patience
 * @param firstPause how long it waits before it tries again what has failed for now, at first
 * @param longestPause how long at most
 * @param turn how long one change may keep a thread while others wait for it
 * @param atOnce how many sets of one change move at the same time
 */
record Equipment(
        Workspaces workspaces,
        ChangeRows rows,
        Audit audit,
        Signatures signatures,
        Backends backends,
        Owners owners,
        Storage storage,
        Clock clock,
        Duration firstPause,
        Duration longestPause,
        Duration turn,
        int atOnce) {}
