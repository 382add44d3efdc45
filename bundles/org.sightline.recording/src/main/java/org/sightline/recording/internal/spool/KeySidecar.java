package org.sightline.recording.internal.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.sightline.recording.Recording;
import org.sightline.storage.ObjectKey;

/**
 * The wrapped data key of a recording, beside its media and never inside them: without it erasing a key would shred nothing,
 * and without the copy a lost database would lose every recording. The same recording and key give the same bytes.
 */
public final class KeySidecar {
    /** Its name on the spool. In a region it is named after its content, because an object is never overwritten. */
    static final String SPOOL_NAME = "key.json";

    private static final int HASH_CHARACTERS = 16;

    private KeySidecar() {}

    public static byte[] content(Recording recording) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("workspace", recording.workspace().value());
            json.writeStringField("recording", recording.id().value());
            json.writeStringField("call", recording.call().value());
            json.writeStringField("startedAt", recording.startedAt().toString());
            json.writeObjectFieldStart("key");
            json.writeStringField("provider", recording.key().provider());
            json.writeStringField("version", recording.key().version());
            json.writeStringField("ciphertext", recording.key().ciphertext());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    public static ObjectKey key(Recording recording, byte[] content) {
        String name = "key-" + sha256(content).substring(0, HASH_CHARACTERS) + ".json";
        return new ObjectKey(recording.workspace(), recording.id().value(), name);
    }

    /** Lower-case hex. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
