package org.sightline.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Janus with its plugin for calls of two, which is the cheapest of its ways to hold and record one: one connection a
 * person, each side recorded to a file of its own, not encrypted. Like the platform it is ICE-lite and listens on loopback.
 */
final class JanusPeer implements Peer {
    private static final Path PROGRAM = Path.of("/usr/bin/janus");
    private static final long BOOT_SECONDS = 20;

    private final Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;
    private int calls;

    /** @throws IOException if it is not installed or does not come up */
    JanusPeer() throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IOException("it is not installed");
        }
        home = Workplace.folder("janus");
        int port = Workplace.freePort();
        address = URI.create("ws://127.0.0.1:" + port);
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("transports"));
        Files.createSymbolicLink(
                home.resolve("plugins/libjanus_videocall.so"), module("plugins/libjanus_videocall.so"));
        Files.createSymbolicLink(
                home.resolve("transports/libjanus_websockets.so"), module("transports/libjanus_websockets.so"));
        write("janus.jcfg", settings());
        write(
                "janus.transport.websockets.jcfg",
                "general: { ws = true, ws_port = " + port + ", ws_ip = \"127.0.0.1\", json = \"compact\" }");
        write("janus.plugin.videocall.jcfg", "general: { }");
        process = new ProcessBuilder(PROGRAM.toString(), "-F", home.toString(), "-C", home.resolve("janus.jcfg") + "")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        try {
            awaitReady();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static Path module(String name) throws IOException {
        try (Stream<Path> found = Files.find(
                Path.of("/usr/lib"),
                4,
                (path, any) -> path.endsWith(Path.of("janus").resolve(name)))) {
            return found.findFirst().orElseThrow(() -> new IOException("Janus has no " + name));
        }
    }

    private String settings() {
        return String.join(
                "\n",
                "general: {",
                "  configs_folder = \"" + home + "\"",
                "  plugins_folder = \"" + home.resolve("plugins") + "\"",
                "  transports_folder = \"" + home.resolve("transports") + "\"",
                "  debug_level = 3",
                "  session_timeout = 0",
                "}",
                "nat: { ice_lite = true, ice_enforce_list = \"lo\" }");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(home.resolve(file), text + "\n");
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOOT_SECONDS);
        while (true) {
            try {
                connect().close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            "Janus does not become ready: " + Files.readString(home.resolve("output.log")), e);
                }
            }
            Thread.sleep(100);
        }
    }

    private JsonSocket connect() throws IOException {
        return new JsonSocket(http, address, handshake -> handshake.subprotocols("janus-protocol"));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public TwoPersonCall open(Traffic traffic) throws IOException, InterruptedException {
        String name = "bench" + calls++;
        return new JanusCall(
                new JanusHandle(connect(), name + "a"),
                new JanusHandle(connect(), name + "b"),
                home.resolve(name).toString(),
                traffic);
    }

    /** Whatever is measured must be recorded. */
    void requireRecordings() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            List<Path> recordings =
                    files.filter(path -> path.toString().endsWith(".mjr")).toList();
            for (Path recording : recordings) {
                if (Files.size(recording) == 0) {
                    throw new IOException("it has recorded nothing");
                }
            }
            if (recordings.size() < 2 * calls) {
                throw new IOException("it has not recorded every call");
            }
        }
    }

    @Override
    public void close() throws IOException {
        ProcessFigures.stop(process);
        Workplace.delete(home);
    }
}
