package org.sightline.storage.s3.internal;

import java.util.HashSet;
import java.util.Set;
import org.sightline.storage.ObjectKey;

/** One writer of a key at a time: not every server refuses the second. */
final class KeyLocks {
    private final Set<ObjectKey> held = new HashSet<>();

    /** @return false if the thread is interrupted, and stays so */
    synchronized boolean lock(ObjectKey key) {
        while (!held.add(key)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    synchronized void unlock(ObjectKey key) {
        held.remove(key);
        notifyAll();
    }
}
