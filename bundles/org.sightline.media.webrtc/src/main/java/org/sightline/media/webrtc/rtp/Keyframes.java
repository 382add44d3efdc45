package org.sightline.media.webrtc.rtp;

/** Recognises the first packet of a keyframe. */
public final class Keyframes {
    private static final int H264_IDR = 5;
    private static final int H264_SPS = 7;
    private static final int H264_STAP_A = 24;
    private static final int H264_FU_A = 28;

    private Keyframes() {}

    /** Whether a VP8 payload (RFC 7741 §4.2, §4.3) starts a keyframe. */
    public static boolean startsVp8(byte[] bytes, int from, int length) {
        int header = vp8DescriptorLength(bytes, from, length);
        boolean firstOfPartition0 = length > 0 && (bytes[from] & 0x17) == 0x10;
        return firstOfPartition0 && header > 0 && header < length && (bytes[from + header] & 1) == 0;
    }

    /** The length of the VP8 payload descriptor (RFC 7741 §4.2), or -1 if the payload is too short for it. */
    public static int vp8DescriptorLength(byte[] bytes, int from, int length) {
        if (length < 1) {
            return -1;
        }
        int header = 1;
        if ((bytes[from] & 0x80) != 0) {
            if (length < 2) {
                return -1;
            }
            int present = bytes[from + 1];
            header = 2;
            if ((present & 0x80) != 0) {
                if (length <= header) {
                    return -1;
                }
                header += (bytes[from + header] & 0x80) != 0 ? 2 : 1;
            }
            header += (present & 0x40) != 0 ? 1 : 0;
            header += (present & 0x30) != 0 ? 1 : 0;
        }
        return header <= length ? header : -1;
    }

    /** Whether an H264 payload (RFC 6184 §5.4) starts a keyframe: its parameter set or its first slice. */
    public static boolean startsH264(byte[] bytes, int from, int length) {
        if (length < 1) {
            return false;
        }
        int type = bytes[from] & 31;
        if (type == H264_STAP_A) {
            return aggregatesKey(bytes, from + 1, from + length);
        }
        if (type == H264_FU_A) {
            return length > 1 && (bytes[from + 1] & 0x80) != 0 && isKey(bytes[from + 1] & 31);
        }
        return isKey(type);
    }

    private static boolean aggregatesKey(byte[] bytes, int from, int end) {
        int at = from;
        while (at + 2 < end) {
            if (isKey(bytes[at + 2] & 31)) {
                return true;
            }
            at += 2 + Bytes.u16(bytes, at);
        }
        return false;
    }

    private static boolean isKey(int nalType) {
        return nalType == H264_SPS || nalType == H264_IDR;
    }
}
