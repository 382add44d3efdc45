package org.sightline.recording.internal.rtp;

/** Takes whole frames of one stream in order; the bytes are valid only during the call. */
@FunctionalInterface
public interface FrameOutput {

    void frame(Frame frame);

    /** A frame, reused from one to the next. */
    final class Frame {
        byte[] bytes = new byte[32 * 1024];
        int length;
        int timestamp;
        long arrivalNanos;
        boolean key;
        boolean afterGap;
        int width;
        int height;

        public byte[] bytes() {
            return bytes;
        }

        public int length() {
            return length;
        }

        /** RTP timestamp. */
        public int timestamp() {
            return timestamp;
        }

        /** When its first packet arrived. */
        public long arrivalNanos() {
            return arrivalNanos;
        }

        public boolean key() {
            return key;
        }

        /** Whether packets between the frame before and this one never came. */
        public boolean afterGap() {
            return afterGap;
        }

        /** Of a keyframe; 0 if unknown. */
        public int width() {
            return width;
        }

        /** Of a keyframe; 0 if unknown. */
        public int height() {
            return height;
        }

        void append(byte[] from, int offset, int count) {
            if (bytes.length - length < count) {
                bytes = java.util.Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            }
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }
    }
}
