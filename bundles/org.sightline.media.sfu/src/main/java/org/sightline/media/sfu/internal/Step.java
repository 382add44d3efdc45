package org.sightline.media.sfu.internal;

/** One step of the inbound pipeline: one transformation or decision, with its own counters. Guarded by the room's lock. */
abstract class Step {
    private final String name;
    private long passed;
    private long dropped;

    Step(String name) {
        this.name = name;
    }

    /** Works on the packet; false ends its way. */
    protected abstract boolean apply(InboundPacket in);

    final boolean run(InboundPacket in) {
        boolean goesOn = apply(in);
        if (goesOn) {
            passed++;
        } else {
            dropped++;
        }
        return goesOn;
    }

    final String name() {
        return name;
    }

    final long passed() {
        return passed;
    }

    final long dropped() {
        return dropped;
    }
}
