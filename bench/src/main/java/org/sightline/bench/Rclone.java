package org.sightline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sightline.storage.StorageException;

/** rclone as it is installed and set by default, with an S3 server. */
final class Rclone {
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

    /**
     * Copies all files of a folder, then reads the copies back and compares them; deletes them afterwards.
     *
     * @param what the name of copying in these rounds; {@link #andCheck} makes that of both together
     */
    static void copy(Path folder, long bytes, S3Server server, Rounds counted, String what)
            throws IOException, InterruptedException, StorageException {
        try {
            Cost copied = Cost.ofChild(bytes, () -> run(server, "copy", folder.toString()));
            Cost checked = Cost.ofChild(bytes, () -> run(server, "check", "--download", folder.toString()));
            counted.add(what, copied);
            counted.add(andCheck(what), copied.and(checked));
        } finally {
            server.clearCopies();
        }
    }

    static String andCheck(String what) {
        return what + ", and check --download";
    }

    /** Runs a command between a folder, named last, and the server. */
    private static void run(S3Server server, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("rclone"));
        words.addAll(List.of(command));
        words.add("bench:" + server.copies() + "/round");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("RCLONE_") || name.startsWith("AWS_"));
        builder.environment().put("RCLONE_CONFIG", "");
        Map<String, String> remote = Map.of(
                "TYPE",
                "s3",
                "PROVIDER",
                "Other",
                "ENDPOINT",
                server.setting("endpoint"),
                "FORCE_PATH_STYLE",
                "true",
                "ACCESS_KEY_ID",
                server.setting("accessKeyId"),
                "SECRET_ACCESS_KEY",
                server.setting(".secretAccessKey"));
        remote.forEach((name, value) -> builder.environment().put("RCLONE_CONFIG_BENCH_" + name, value));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " of rclone failed: " + output);
        }
    }
}
