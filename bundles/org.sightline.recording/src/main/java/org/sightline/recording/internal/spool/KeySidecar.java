package org.sightline.recording.internal.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sightline.recording.Recording;

/**
 * The wrapped data key of a recording, in a file beside its media and never inside them: without it erasing a key would
 * shred nothing, and without the file a lost database would lose every recording.
 */
final class KeySidecar {
    static final String NAME = "key.json";

    private KeySidecar() {}

    static void write(Path file, Recording recording) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
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
            json.flush();
            channel.force(true);
        }
    }
}
