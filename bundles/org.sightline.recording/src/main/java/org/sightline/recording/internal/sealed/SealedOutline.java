package org.sightline.recording.internal.sealed;

/** Where everything is in a closed sealed file, verified when it was read. It holds no key and no content. */
public final class SealedOutline {
    private final SealedLayout layout;

    SealedOutline(SealedLayout layout) {
        this.layout = layout;
    }

    SealedLayout layout() {
        return layout;
    }

    /** How many records the file has: what the outline costs, about 40 bytes each. */
    public int records() {
        return layout.records().size();
    }
}
