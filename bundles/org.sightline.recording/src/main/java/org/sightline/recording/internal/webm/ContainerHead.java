package org.sightline.recording.internal.webm;

import java.time.Instant;
import java.util.List;
import org.sightline.media.Codec;

/**
 * Makes the head of a WebM or Matroska file (RFC 9559), everything before the first cluster. It is made when the take is
 * over, so that duration, sizes and the places to seek to are at the front and a player needs no other request for them.
 */
public final class ContainerHead {
    private static final long MILLENNIUM = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
    private static final String APPLICATION = "Sightline";

    private ContainerHead() {}

    /** {@code video/webm}, or {@code video/x-matroska} for codecs that WebM does not know. */
    public static String mediaType(List<Codec> codecs) {
        return codecs.contains(Codec.H264) ? "video/x-matroska" : "video/webm";
    }

    /**
     * @param clustersLength bytes of all clusters, which follow the head
     * @param startedAtMillis epoch milliseconds
     */
    public static byte[] make(
            List<TrackEntry> tracks, List<Cue> cues, long clustersLength, long startedAtMillis, long durationMillis) {
        boolean webm = tracks.stream().noneMatch(track -> track.codec() == Codec.H264);
        Ebml out = new Ebml(1024 + cues.size() * 40);
        out.element(
                MatroskaIds.EBML,
                new Ebml(64)
                        .number(MatroskaIds.EBML_VERSION, 1)
                        .number(MatroskaIds.EBML_READ_VERSION, 1)
                        .number(MatroskaIds.EBML_MAX_ID_LENGTH, 4)
                        .number(MatroskaIds.EBML_MAX_SIZE_LENGTH, 8)
                        .text(MatroskaIds.DOC_TYPE, webm ? "webm" : "matroska")
                        .number(MatroskaIds.DOC_TYPE_VERSION, 4)
                        .number(MatroskaIds.DOC_TYPE_READ_VERSION, 2));
        Ebml body = new Ebml(1024);
        body.element(MatroskaIds.INFO, info(startedAtMillis, durationMillis));
        body.element(MatroskaIds.TRACKS, tracks(tracks));
        int cuesLength = cues.isEmpty()
                ? 0
                : new Ebml(64).element(MatroskaIds.CUES, cues(cues, 0)).size();
        long firstCluster = body.size() + (long) cuesLength;
        if (!cues.isEmpty()) {
            body.element(MatroskaIds.CUES, cues(cues, firstCluster));
        }
        out.id(MatroskaIds.SEGMENT).longLength(firstCluster + clustersLength);
        return out.raw(body.array(), 0, body.size()).toBytes();
    }

    private static Ebml info(long startedAtMillis, long durationMillis) {
        return new Ebml(128)
                .number(MatroskaIds.TIMESTAMP_SCALE, 1_000_000)
                .text(MatroskaIds.MUXING_APP, APPLICATION)
                .text(MatroskaIds.WRITING_APP, APPLICATION)
                .number(MatroskaIds.DATE_UTC, (startedAtMillis - MILLENNIUM) * 1_000_000, 8)
                .real(MatroskaIds.DURATION, durationMillis);
    }

    private static Ebml tracks(List<TrackEntry> tracks) {
        Ebml out = new Ebml(256);
        for (TrackEntry track : tracks) {
            Ebml entry = new Ebml(128)
                    .number(MatroskaIds.TRACK_NUMBER, track.number())
                    .number(MatroskaIds.TRACK_UID, track.number())
                    .number(MatroskaIds.TRACK_TYPE, track.isVideo() ? 1 : 2)
                    .number(MatroskaIds.FLAG_LACING, 0)
                    .text(MatroskaIds.CODEC_ID, track.codecId());
            if (track.codecPrivate().length > 0) {
                entry.binary(MatroskaIds.CODEC_PRIVATE, track.codecPrivate());
            }
            if (track.isVideo()) {
                entry.element(
                        MatroskaIds.VIDEO,
                        new Ebml(16)
                                .number(MatroskaIds.PIXEL_WIDTH, Math.max(1, track.width()), 2)
                                .number(MatroskaIds.PIXEL_HEIGHT, Math.max(1, track.height()), 2));
            } else {
                entry.number(MatroskaIds.CODEC_DELAY, 0)
                        .number(MatroskaIds.SEEK_PRE_ROLL, 80_000_000)
                        .element(
                                MatroskaIds.AUDIO,
                                new Ebml(16)
                                        .real(MatroskaIds.SAMPLING_FREQUENCY, 48_000)
                                        .number(MatroskaIds.CHANNELS, 2));
            }
            out.element(MatroskaIds.TRACK_ENTRY, entry);
        }
        return out;
    }

    /** Fields of fixed width: the length of the cues does not depend on the positions in them. */
    private static Ebml cues(List<Cue> cues, long firstCluster) {
        Ebml out = new Ebml(cues.size() * 40 + 16);
        for (Cue cue : cues) {
            Ebml position = new Ebml(16)
                    .number(MatroskaIds.CUE_TRACK, cue.track())
                    .number(MatroskaIds.CUE_CLUSTER_POSITION, firstCluster + cue.position(), 8);
            out.element(
                    MatroskaIds.CUE_POINT,
                    new Ebml(32)
                            .number(MatroskaIds.CUE_TIME, cue.millis(), 6)
                            .element(MatroskaIds.CUE_TRACK_POSITIONS, position));
        }
        return out;
    }
}
