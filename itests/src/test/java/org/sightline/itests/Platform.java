package org.sightline.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.awaitility.Awaitility;

/** A whole platform in a process of its own, unpacked from the distribution, on free ports, with data of its own. */
final class Platform implements AutoCloseable {
    private static final Duration BOOT_PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final Path output;
    private final KeyPair consoleKey;
    private final int httpsPort = freePort();
    private final int sshPort = freePort();
    private final int mediaPort = freePort();
    private Process process;

    /** Unpacks the distribution below {@code target/platforms}; nothing runs yet. */
    Platform(String name) throws IOException, GeneralSecurityException, InterruptedException {
        home = Path.of("target/platforms/" + name).toAbsolutePath();
        deleteAll(home);
        Files.createDirectories(home);
        run("tar", "-xzf", System.getProperty("archive"), "-C", home.toString(), "--strip-components=1");
        output = home.resolve("output.log");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        consoleKey = generator.generateKeyPair();
        String publicKey = PublicKeyEntry.toString(consoleKey.getPublic()).split(" ")[1];
        Files.writeString(
                home.resolve("etc/keys.properties"),
                "karaf=" + publicKey + ",_g_:admingroup\n"
                        + "_g_\\:admingroup=group,admin,manager,viewer,systembundles,ssh\n");
        setProperties(
                "system.properties",
                Map.of(
                        "sightline.https.port", String.valueOf(httpsPort),
                        "sightline.ssh.port", String.valueOf(sshPort),
                        "sightline.media.port", String.valueOf(mediaPort),
                        "sightline.bind.address", "127.0.0.1",
                        "sightline.media.announce", "127.0.0.1"));
    }

    /** Sets properties of a file in {@code etc}, replacing those that are there. */
    void setProperties(String file, Map<String, String> values) throws IOException {
        Path path = home.resolve("etc").resolve(file);
        StringBuilder text = new StringBuilder();
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
                String key = line.split("=", 2)[0].trim();
                if (!values.containsKey(key)) {
                    text.append(line).append('\n');
                }
            }
        }
        new TreeMap<>(values)
                .forEach((key, value) ->
                        text.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(path, text);
    }

    /** Adds a feature to those that are started at boot. */
    void bootFeature(String feature) throws IOException {
        Path path = home.resolve("etc/org.apache.karaf.features.cfg");
        Files.writeString(path, Files.readString(path).replaceFirst("(?m)^(featuresBoot *=.*)$", "$1, " + feature));
    }

    /** Starts the process without waiting for anything. */
    void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("KARAF_"));
        environment.put("KARAF_EXEC", "exec");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /** Starts it and waits until it says that it is ready. */
    void start() throws IOException, GeneralSecurityException {
        launch();
        awaitReady();
    }

    void awaitReady() {
        Awaitility.await("the platform is ready; its log is " + log())
                .atMost(BOOT_PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("the platform ended with " + process.exitValue());
                    }
                    return new RestClient(this).get("/api/v1/health").statusCode() == 200;
                });
    }

    /** Ends it as a power cut would. */
    void killNine() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            killNine();
        }
    }

    URI base() {
        return URI.create("https://localhost:" + httpsPort);
    }

    Path data() {
        return home.resolve("data");
    }

    Path home() {
        return home;
    }

    Path log() {
        return data().resolve("log/karaf.log");
    }

    /** All that it wrote to standard output and error. */
    String output() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    /** The one-time password that the first start printed. */
    String firstAdministratorPassword() throws IOException {
        Matcher matcher = Pattern.compile("(?m)one-time password:? +(\\S+)").matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException("no one-time password in the output:\n" + output());
        }
        return matcher.group(1);
    }

    /** Runs a console command over SSH, as an administrator of the platform does. */
    String console(String command) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            try (ClientSession session = client.connect("karaf", "127.0.0.1", sshPort)
                    .verify(Duration.ofSeconds(10))
                    .getSession()) {
                session.addPublicKeyIdentity(consoleKey);
                session.auth().verify(Duration.ofSeconds(10));
                ByteArrayOutputStream shown = new ByteArrayOutputStream();
                try {
                    session.executeRemoteCommand(command, shown, shown, StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new IOException(command + " failed: " + plain(shown), e);
                }
                return plain(shown);
            }
        }
    }

    private static String plain(ByteArrayOutputStream shown) {
        return shown.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + text);
        }
        return text;
    }

    private static int freePort() {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
            return udp.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void deleteAll(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
