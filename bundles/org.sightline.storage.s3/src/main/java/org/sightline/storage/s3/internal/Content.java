package org.sightline.storage.s3.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bytes in memory that are sent in one request, as often as it takes, and what their checksums must be. */
final class Content {
    private final byte[] bytes;
    private final int length;
    private final byte[] md5;
    private final String crc32c;

    private Content(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
        MessageDigest digest = md5();
        digest.update(bytes, 0, length);
        this.md5 = digest.digest();
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        this.crc32c = Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** Fills the buffer from the stream, up to {@code limit}; it is shorter than that only where the stream ends. */
    static Content read(InputStream in, byte[] buffer, int limit) throws IOException {
        return new Content(buffer, in.readNBytes(buffer, 0, limit));
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    int length() {
        return length;
    }

    RequestBody body() {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    String crc32c() {
        return crc32c;
    }

    byte[] md5Bytes() {
        return md5.clone();
    }

    /** What S3 calls the entity tag of content that is not encrypted with KMS. */
    String tag() {
        return HexFormat.of().formatHex(md5);
    }
}
