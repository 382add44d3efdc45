package org.sightline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.sightline.storage.StorageException;

/** {@code rclone copy} as it is installed and set by default, into an S3 server. */
final class Rclone {
    private static final String REMOTE = "bench";

    private Rclone() {}

    static boolean isInstalled() throws InterruptedException {
        try {
            ProcessFigures.run("rclone", "version");
            return true;
        } catch (IOException e) {
            Bench.say("Measured without rclone, which is not installed.");
            return false;
        }
    }

    /** What it takes to copy all files of a folder; the copies are deleted afterwards. */
    static Cost copy(Path folder, long bytes, S3Server server)
            throws IOException, InterruptedException, StorageException {
        try {
            return Cost.ofChild(bytes, () -> copy(folder, server));
        } finally {
            server.clearCopies();
        }
    }

    private static void copy(Path folder, S3Server server) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("rclone", "copy", folder.toString(), REMOTE + ":" + server.copies() + "/round");
        String remote = "RCLONE_CONFIG_" + REMOTE.toUpperCase(Locale.ROOT) + "_";
        builder.environment().keySet().removeIf(name -> name.startsWith("RCLONE_") || name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "RCLONE_CONFIG",
                        "",
                        remote + "TYPE",
                        "s3",
                        remote + "PROVIDER",
                        "Other",
                        remote + "ENDPOINT",
                        server.setting("endpoint"),
                        remote + "FORCE_PATH_STYLE",
                        "true",
                        remote + "ACCESS_KEY_ID",
                        server.setting("accessKeyId"),
                        remote + "SECRET_ACCESS_KEY",
                        server.setting(".secretAccessKey")));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("rclone failed: " + output);
        }
    }
}
