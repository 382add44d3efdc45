package org.sightline.media;

/** The kind of a track. */
public enum Kind {
    AUDIO,
    VIDEO
}
