package org.sightline.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of the machine's own binaries, on a free port of the loopback interface, with fresh data. */
final class PostgreSqlServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path binaries;
    private final Path data;
    private final int port;

    private PostgreSqlServer(Path binaries, Path data, int port) {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
    }

    static PostgreSqlServer start() throws IOException, InterruptedException {
        PostgreSqlServer server = new PostgreSqlServer(
                binaries(), Files.createTempDirectory(Path.of("/tmp"), "sightline-postgresql"), freePort());
        if (isRoot()) {
            run(List.of("chown", "postgres", server.data.toString()));
        }
        server.asServer("initdb", "--no-locale", "--encoding=UTF8", "--auth=trust", "--username=sightline", "-D");
        server.startAgain();
        return server;
    }

    void startAgain() throws IOException, InterruptedException {
        String options = "-F -h 127.0.0.1 -p " + port + " -k " + data;
        asServer("pg_ctl", "-w", "-t", "60", "-l", data + "/log", "-o", options, "start", "-D");
    }

    void stop() throws IOException, InterruptedException {
        asServer("pg_ctl", "-w", "-m", "immediate", "stop", "-D");
    }

    PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        source.setUser("sightline");
        source.setPassword("");
        return source;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void asServer(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) { // which PostgreSQL refuses to run as
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        command.add(data.toString());
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("postgresql", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/tmp").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        String text = Files.readString(output);
        Files.delete(output);
        assertEquals(0, ended ? process.exitValue() : -1, () -> String.join(" ", command) + " failed:\n" + text);
    }

    private static Path binaries() throws IOException {
        List<Path> versions = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> found = Files.list(DEBIAN)) {
                found.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .forEach(versions::add);
            }
        }
        return versions.stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new AssertionError("the stores are tested on PostgreSQL, which is not in " + DEBIAN
                        + ": install Debian's package postgresql"));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
