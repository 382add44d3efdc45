package org.sightline.selftest.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the packets of an Ogg file (RFC 3533) that holds one Opus stream (RFC 7845). */
final class OggOpusFile {
    private static final int PAGE_HEADER = 27;
    private static final int HEADER_PACKETS = 2;

    private OggOpusFile() {}

    /** @throws IllegalArgumentException if it is not such a file */
    static List<byte[]> packets(byte[] file) {
        List<byte[]> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        int at = 0;
        while (at < file.length) {
            require(file.length - at >= PAGE_HEADER && text(file, at, 4).equals("OggS"));
            int segments = Byte.toUnsignedInt(file[at + 26]);
            int body = at + PAGE_HEADER + segments;
            require(body <= file.length);
            for (int i = 0; i < segments; i++) {
                int length = Byte.toUnsignedInt(file[at + PAGE_HEADER + i]);
                require(body + length <= file.length);
                packet.write(file, body, length);
                body += length;
                if (length < 255) {
                    packets.add(packet.toByteArray());
                    packet.reset();
                }
            }
            at = body;
        }
        require(packets.size() > HEADER_PACKETS && text(packets.get(0), 0, 8).equals("OpusHead"));
        return List.copyOf(packets.subList(HEADER_PACKETS, packets.size()));
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, Math.min(length, bytes.length - at), StandardCharsets.US_ASCII);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not an Ogg file with Opus");
        }
    }
}
