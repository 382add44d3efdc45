package org.sightline.recording.internal.sealed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the content of a closed sealed file. No byte is released before the record that holds it is verified. Not for use
 * by two threads.
 */
public final class SealedReader implements AutoCloseable {
    /** Read from the source at a time. */
    private static final long WINDOW = 4L * 1024 * 1024;

    private final SealedSource source;
    private final SealedLayout layout;
    private final List<RecordCipher> ciphers;
    private final byte[] plain = new byte[SealedFormat.MAX_BODY];
    private InputStream in = InputStream.nullInputStream();
    private RecordReader reader = new RecordReader(in);
    private long position = -1;
    private long windowEnd = -1;

    private SealedReader(SealedSource source, SealedLayout layout, List<RecordCipher> ciphers) {
        this.source = source;
        this.layout = layout;
        this.ciphers = ciphers;
    }

    /** Takes verified content. */
    @FunctionalInterface
    public interface Output {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * Opens a file: verifies its header, its end and its index.
     *
     * @throws SealedException if it is not what was written
     * @throws IOException if the source cannot be read
     */
    public static SealedReader open(SealedSource source, SealedName name, byte[] dataKey) throws IOException {
        return open(source, name, dataKey, new SealedOutline(SealedLayout.read(source, name, dataKey)));
    }

    /**
     * Opens a file of which the outline is known from an earlier time, without reading anything of it yet. If it is another
     * file by now, none of its records verifies.
     */
    public static SealedReader open(SealedSource source, SealedName name, byte[] dataKey, SealedOutline known) {
        return new SealedReader(source, known.layout(), known.layout().ciphers(name, dataKey));
    }

    /** What it takes to open the file again without reading its end. */
    public SealedOutline outline() {
        return new SealedOutline(layout);
    }

    /** Bytes of content. */
    public long length() {
        return layout.length();
    }

    /** Bytes of its head. */
    public long headLength() {
        return layout.headLength();
    }

    public Closing closing() {
        return layout.closing();
    }

    /** Writes content from {@code from} (inclusive) to {@code to} (exclusive). */
    public void transfer(long from, long to, Output output) throws IOException {
        if (from < 0 || to > length() || from > to) {
            throw new IndexOutOfBoundsException("bytes " + from + " to " + to + " of " + length());
        }
        int[] content = layout.content();
        long[] starts = layout.starts();
        int found = Arrays.binarySearch(starts, from);
        int i = found >= 0 ? found : -found - 2;
        for (long at = from; at < to; i++) {
            int length = load(content[i], fileOffsetOf(to));
            int skip = (int) (at - starts[i]);
            int taken = (int) Math.min(length - skip, to - at);
            if (taken > 0) {
                output.write(plain, skip, taken);
                at += taken;
            }
        }
    }

    /** Content from {@code from} to {@code to}, at most 64 MiB. */
    public byte[] bytes(long from, long to) throws IOException {
        if (to - from > 64L * 1024 * 1024) {
            throw new IllegalArgumentException("at most 64 MiB at once");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.max(0, to - from));
        transfer(from, to, bytes::write);
        return bytes.toByteArray();
    }

    /**
     * Verifies every record, also those without content.
     *
     * @return how many there are
     */
    public long verify() throws IOException {
        int size = layout.records().size();
        for (int i = 0; i < size; i++) {
            load(i, Long.MAX_VALUE);
        }
        return size;
    }

    /** Upper bound of what must be read of the file to have the content up to {@code to}. */
    private long fileOffsetOf(long to) {
        int found = Arrays.binarySearch(layout.starts(), to);
        int next = found >= 0 ? found : -found - 1;
        return next < layout.content().length ? layout.offsets()[layout.content()[next]] : Long.MAX_VALUE;
    }

    /** Reads and verifies a record; trouble with the source is overcome by asking it again. */
    private int load(int record, long needed) throws IOException {
        return PatientReads.patiently(() -> {
            try {
                return loadOnce(record, needed);
            } catch (IOException e) {
                position = -1;
                throw e;
            }
        });
    }

    private int loadOnce(int record, long needed) throws IOException {
        long offset = layout.offsets()[record];
        int length = layout.records().length(record);
        long end = offset + SealedFormat.OVERHEAD + length;
        if (position < 0 || position > offset || end > windowEnd) {
            seek(offset, end, needed);
        }
        in.skipNBytes(offset - position);
        position = -1;
        reader.next(length);
        RecordType type = layout.records().type(record);
        int epoch = layout.epochs()[record];
        reader.require(type, epoch, record);
        if (type != RecordType.EPOCH) { // the layout has verified these
            reader.open(ciphers.get(epoch - 1), plain);
        }
        position = end;
        return length;
    }

    private void seek(long offset, long end, long needed) throws IOException {
        in.close();
        long recordsEnd = layout.records().end();
        windowEnd = Math.min(Math.max(end, Math.min(needed, offset + WINDOW)), recordsEnd);
        in = source.read(offset, windowEnd - offset);
        reader = new RecordReader(in);
        position = offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
        Arrays.fill(plain, (byte) 0);
    }
}
