package org.sightline.recording.internal.webm;

/**
 * A place to seek to: a cluster that holds a keyframe, or any cluster when there is no video.
 *
 * @param millis time of the keyframe
 * @param track that it is of
 * @param position of the cluster, in bytes after the head
 */
public record Cue(long millis, int track, long position) {}
