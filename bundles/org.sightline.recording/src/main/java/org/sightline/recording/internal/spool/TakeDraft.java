package org.sightline.recording.internal.spool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sightline.media.Codec;
import org.sightline.recording.internal.webm.TrackEntry;

/**
 * What is known of a take while it is recorded: with it and the clusters, recovery makes the head that a crash prevented.
 *
 * @param startMillis where the take starts in the recording's timeline
 * @param startedAtMillis epoch milliseconds of that
 * @param tracks empty when the content is the container of an engine, head included
 */
public record TakeDraft(String mediaType, long startMillis, long startedAtMillis, List<TrackEntry> tracks) {
    private static final int VERSION = 1;
    private static final int MAX_TRACKS = 16;

    public TakeDraft {
        Objects.requireNonNull(mediaType, "mediaType");
        tracks = List.copyOf(tracks);
    }

    /** The track whose keyframes are places to seek to. */
    public int cueTrack() {
        return tracks.stream()
                .filter(TrackEntry::isVideo)
                .findFirst()
                .or(() -> tracks.stream().findFirst())
                .map(TrackEntry::number)
                .orElse(0);
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(mediaType);
            out.writeLong(startMillis);
            out.writeLong(startedAtMillis);
            out.writeByte(tracks.size());
            for (TrackEntry track : tracks) {
                out.writeByte(track.number());
                out.writeUTF(track.codec().name());
                out.writeShort(track.width());
                out.writeShort(track.height());
                out.writeShort(track.codecPrivate().length);
                out.write(track.codecPrivate());
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    public static TakeDraft decode(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                throw new IOException("a draft of an unknown version");
            }
            String mediaType = in.readUTF();
            long startMillis = in.readLong();
            long startedAtMillis = in.readLong();
            int count = in.readUnsignedByte();
            List<TrackEntry> tracks = new ArrayList<>();
            for (int i = 0; i < count && i < MAX_TRACKS; i++) {
                int number = in.readUnsignedByte();
                Codec codec = Codec.valueOf(in.readUTF());
                int width = in.readUnsignedShort();
                int height = in.readUnsignedShort();
                tracks.add(new TrackEntry(number, codec, width, height, in.readNBytes(in.readUnsignedShort())));
            }
            return new TakeDraft(mediaType, startMillis, startedAtMillis, tracks);
        }
    }
}
