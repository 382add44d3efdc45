package org.sightline.recording.internal.sealed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * What a sealed file says about its content when it is closed.
 *
 * @param reason why it was closed, at most 40 characters
 * @param mediaType of the content, at most 80 characters
 * @param startMillis where it starts in the recording's timeline
 */
public record Closing(
        String reason, String mediaType, long startMillis, long durationMillis, long videoFrames, long audioPackets) {
    public Closing {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(mediaType, "mediaType");
        if (reason.length() > 40 || mediaType.length() > 80) {
            throw new IllegalArgumentException("reason: 40 characters, media type: 80");
        }
    }

    /** The plaintext of FINAL; it has a fixed length, so that a reader finds it from the file's end. */
    byte[] seal(Totals totals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Totals.FINAL_BODY);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(totals.records());
            out.writeInt(totals.indexRecords());
            out.writeLong(totals.indexOffset());
            out.writeLong(totals.headLength());
            out.writeLong(totals.dataLength());
            out.writeLong(startMillis);
            out.writeLong(durationMillis);
            out.writeLong(videoFrames);
            out.writeLong(audioPackets);
            out.writeUTF(reason);
            out.writeUTF(mediaType);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        if (bytes.size() > Totals.FINAL_BODY) {
            throw new IllegalArgumentException("reason and media type are ASCII");
        }
        return java.util.Arrays.copyOf(bytes.toByteArray(), Totals.FINAL_BODY);
    }

    /** A FINAL that has been opened. */
    record Opened(Totals totals, Closing closing) {
        static Opened read(byte[] plain) throws IOException {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
                Totals totals = new Totals(in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
                long start = in.readLong();
                long duration = in.readLong();
                long frames = in.readLong();
                long packets = in.readLong();
                return new Opened(totals, new Closing(in.readUTF(), in.readUTF(), start, duration, frames, packets));
            }
        }
    }

    /**
     * How much is in a sealed file.
     *
     * @param records before the first INDEX record
     * @param indexOffset of the first INDEX record in the file
     * @param headLength bytes of content in HEAD records
     * @param dataLength bytes of content in DATA records that count
     */
    record Totals(int records, int indexRecords, long indexOffset, long headLength, long dataLength) {
        static final int FINAL_BODY = 256;
    }
}
