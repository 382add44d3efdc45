package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole platform: the distribution, unpacked into a throw-away folder, on free ports, driven as pages drive it. */
final class PlatformPeer implements Peer {
    private static final long BOOT_SECONDS = 240;
    private static final long PASSWORD_SECONDS = 30;
    private static final long POLL_MILLIS = 50;
    private static final Pattern PASSWORD = Pattern.compile("one-time password:? +(\\S+)");

    private final Path home;
    private final Path output;
    private final URI base;
    private final Process process;
    private final double bootSeconds;
    private IOException lastAnswer = new IOException("it has made no certificate");
    private PlatformHttp administrator;
    private PlatformHttp technician;

    /**
     * What is set up beyond the distribution as it comes.
     *
     * @param features to boot as well
     * @param settings the content of files in its folder of settings, by their names
     */
    record Setup(List<String> features, Map<String, String> settings) {
        static final Setup PLAIN = new Setup(List.of(), Map.of());
    }

    /** Unpacks, starts and waits until a call is possible. */
    PlatformPeer(Path archive) throws IOException, InterruptedException, GeneralSecurityException {
        this(archive, Setup.PLAIN);
    }

    PlatformPeer(Path archive, Setup setup) throws IOException, InterruptedException, GeneralSecurityException {
        home = Workplace.folder("platform");
        output = home.resolve("output.log");
        ProcessFigures.run("tar", "-xzf", archive.toString(), "-C", home.toString(), "--strip-components=1");
        int port = Workplace.freePort();
        base = URI.create("https://localhost:" + port);
        configure(port, setup);
        long start = System.nanoTime();
        process = launch();
        try {
            awaitReady();
        } catch (IOException e) {
            ProcessFigures.dumpThreads(process, home.resolve("threads.txt"));
            ProcessFigures.stop(process);
            throw new IOException("the platform does not become ready; what it left is kept in " + home, e);
        }
        bootSeconds = (System.nanoTime() - start) / 1e9;
    }

    private void configure(int port, Setup setup) throws IOException {
        Path system = home.resolve("etc/system.properties");
        List<String> kept = Files.readAllLines(system).stream()
                .filter(line -> !line.trim().startsWith("sightline."))
                .toList();
        Files.write(system, kept);
        Files.write(
                system,
                List.of(
                        "sightline.https.port = " + port,
                        "sightline.ssh.port = " + Workplace.freePort(),
                        "sightline.media.port = " + Workplace.freePort(),
                        "sightline.bind.address = 127.0.0.1",
                        "sightline.media.announce = 127.0.0.1"),
                StandardOpenOption.APPEND);
        // everybody here has one address, which would soon have asked too often
        Files.writeString(home.resolve("etc/org.sightline.rest.cfg"), "openRequestsPerMinute = 0\n");
        for (Map.Entry<String, String> each : setup.settings().entrySet()) {
            Files.writeString(home.resolve("etc").resolve(each.getKey()), each.getValue());
        }
        if (!setup.features().isEmpty()) {
            Path features = home.resolve("etc/org.apache.karaf.features.cfg");
            String more = String.join(", ", setup.features());
            String boot = Files.readString(features).replaceFirst("(?m)^( *featuresBoot *= *)", "$1" + more + ", ");
            Files.writeString(features, boot);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server");
        builder.environment().keySet().removeIf(key -> key.startsWith("KARAF_"));
        builder.environment().put("KARAF_EXEC", "exec");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private void awaitReady() throws IOException, InterruptedException, GeneralSecurityException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOOT_SECONDS);
        Path certificate = home.resolve("data/sightline/tls/certificate.pem");
        while (!isReady(certificate)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw lastAnswer;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean isReady(Path certificate) throws InterruptedException, GeneralSecurityException {
        if (!Files.exists(certificate)) {
            return false;
        }
        try {
            PlatformHttp http = new PlatformHttp(base, certificate);
            http.requireReady();
            return true;
        } catch (IOException e) {
            lastAnswer = e; // it is still coming up
            return false;
        }
    }

    /** Signs the administrator in and makes a technician, who holds the calls from now on. */
    void signIn() throws IOException, InterruptedException, GeneralSecurityException {
        String password = oneTimePassword();
        Path certificate = home.resolve("data/sightline/tls/certificate.pem");
        administrator = new PlatformHttp(base, certificate);
        administrator.signIn("main", "admin", password);
        JsonNode added =
                administrator.post("/api/v1/users", Map.of("name", "tom", "displayName", "Tom", "role", "technician"));
        technician = new PlatformHttp(base, certificate);
        technician.signIn("main", "tom", added.path("oneTimePassword").asText());
    }

    /** It may be printed a moment after a call is possible. */
    private String oneTimePassword() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PASSWORD_SECONDS);
        while (true) {
            Matcher password = PASSWORD.matcher(Files.readString(output));
            if (password.find()) {
                return password.group(1);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the platform has printed no one-time password: " + Files.readString(output));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Asks as the workspace's administrator, who may watch its recordings. */
    PlatformHttp administrator() {
        return administrator;
    }

    /** Where the region of the distribution keeps its objects. */
    Path storage() {
        return home.resolve("data/sightline/storage/ca-central-1");
    }

    double bootSeconds() {
        return bootSeconds;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public TwoPersonCall open(Traffic traffic) throws IOException, InterruptedException {
        return open(traffic, Load.CALL);
    }

    TwoPersonCall open(Traffic traffic, Load load) throws IOException, InterruptedException {
        return new PlatformCall(technician, traffic, load);
    }

    @Override
    public void close() throws IOException {
        ProcessFigures.stop(process);
        Workplace.delete(home);
    }
}
