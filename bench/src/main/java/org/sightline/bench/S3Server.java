package org.sightline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sightline.storage.s3.server.LocalS3;

/** S3Proxy over a folder on loopback, in a process of its own: the server of everybody who stores in S3 here. */
final class S3Server implements AutoCloseable {
    /** For the platform's recordings. */
    private static final String BUCKET = "recordings";

    /** For what is copied into it by others. */
    private static final String COPIES = "copies";

    private final Path home = Workplace.folder("s3");
    private final Path data = home.resolve("data");
    private final Process process;
    private final Map<String, String> settings = new LinkedHashMap<>();

    S3Server() throws IOException {
        Files.createDirectories(data.resolve(COPIES));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalS3.class.getName(),
                        data.toString(),
                        "0",
                        BUCKET)
                .redirectError(home.resolve("errors.log").toFile())
                .start();
        try {
            readSettings(process.inputReader());
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void readSettings(BufferedReader printed) throws IOException {
        while (!settings.containsKey(".secretAccessKey")) {
            String line = printed.readLine();
            if (line == null) {
                throw new IOException("the S3 server does not start: " + Files.readString(home.resolve("errors.log")));
            }
            String[] setting = line.split(" = ", 2);
            settings.put(setting[0], setting[1]);
        }
    }

    /** As a configuration of the platform has it. */
    String setting(String name) {
        return settings.get(name);
    }

    /** The configuration of a region whose storage is this server. */
    String configuration(String name, String region) {
        StringBuilder lines = new StringBuilder("name = " + name + "\nregion = " + region + "\n");
        settings.forEach(
                (key, value) -> lines.append(key).append(" = ").append(value).append('\n'));
        return lines.toString();
    }

    String copies() {
        return COPIES;
    }

    /** Deletes what others have copied into it. */
    void clearCopies() throws IOException {
        Workplace.delete(data.resolve(COPIES));
        Files.createDirectories(data.resolve(COPIES));
    }

    @Override
    public void close() throws IOException {
        ProcessFigures.stop(process);
        Workplace.delete(home);
    }
}
