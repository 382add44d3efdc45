package org.sightline.keys.local.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.WorkspaceId;

/** A process that rotates as fast as it can is killed, and what it said it had done is there. */
@Timeout(120)
final class KilledWhileRotatingTest {
    private static final String REGION = "ca-central-1";

    @TempDir
    Path temporary;

    private static LocalKeyProvider provider(Path directory) {
        Path keystore = directory.resolve("workspace.p12");
        return new LocalKeyProvider(
                keystore, new Passphrase(Optional.empty(), directory.resolve("passphrase"), List.of(keystore)));
    }

    /** Prints a key wrapped under each new version, once the version is made. */
    public static void main(String[] arguments) throws Exception {
        LocalKeyProvider provider = provider(Path.of(arguments[0]));
        WorkspaceId workspace = new WorkspaceId(arguments[1]);
        while (true) {
            provider.rotate(workspace, REGION);
            WrappedKey wrapped = provider.wrap(workspace, REGION, new byte[32], "rec_1");
            System.out.println("key " + wrapped.version() + " " + wrapped.ciphertext());
        }
    }

    /** The whole lines of what it said. */
    private static List<WrappedKey> keys(Path said) throws IOException {
        String text = Files.readString(said);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> line.split(" "))
                .map(parts -> new WrappedKey("local", parts[1], parts[2]))
                .toList();
    }

    @Test
    void everyVersionThatWasMadeIsThereAfterAKill() throws Exception {
        WorkspaceId workspace = WorkspaceId.fresh();
        List<WrappedKey> made = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            Path said = temporary.resolve("said-" + round);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledWhileRotatingTest.class.getName(),
                            temporary.toString(),
                            workspace.value())
                    .redirectOutput(said.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                int enough = 3 * round;
                await().atMost(Duration.ofSeconds(60)).until(() -> keys(said).size() >= enough);
            } finally {
                process.destroyForcibly().waitFor();
            }
            made.addAll(keys(said));

            LocalKeyProvider reopened = provider(temporary);
            assertTrue(reopened.health().ready(), reopened.health().message());
            int current = Integer.parseInt(reopened.currentVersion(workspace, REGION));
            int last = Integer.parseInt(made.get(made.size() - 1).version());
            assertTrue(current >= last && current <= last + 1, current + " after " + last);
            for (WrappedKey wrapped : made) {
                assertArrayEquals(new byte[32], reopened.unwrap(workspace, wrapped, "rec_1"));
            }
        }
    }
}
