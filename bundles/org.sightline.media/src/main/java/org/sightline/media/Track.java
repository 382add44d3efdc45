package org.sightline.media;

import java.util.Objects;

/**
 * One stream of one participant as a tap sees it.
 *
 * @param index the track's number in its tap, from 0
 */
public record Track(int index, Codec codec) {
    public Track {
        Objects.requireNonNull(codec, "codec");
    }
}
