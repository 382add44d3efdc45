package org.sightline.storage.sftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The sshd of OpenSSH, run by this account on the loopback with keys of its own. */
final class OpenSshServer implements TestServer {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private static final List<String> ED25519 = List.of("-t", "ed25519", "-N", "");

    private final Path home;
    private final int port;
    private final String options;
    private Process process;

    OpenSshServer(Path home) throws IOException {
        this(home, "");
    }

    /** @param options of its SFTP, for example {@code -R} */
    OpenSshServer(Path home, String options) throws IOException {
        assertTrue(
                Files.isExecutable(SSHD),
                "These tests need the sshd of OpenSSH: install Debian's openssh-server package");
        this.home = home;
        this.options = options;
        this.port = freePort();
        generateKey("host", ED25519);
        generateKey("user", ED25519);
        prepareSeparation();
        restart();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path generateKey(String name, List<String> options) throws IOException {
        Path file = home.resolve(name);
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-C", "test", "-f", file.toString()));
        command.addAll(options);
        run(command);
        return file;
    }

    /** Lets the user in by another key, which it makes. */
    Path authorizeKey(String name, List<String> options) throws IOException {
        Path file = generateKey(name, options);
        Files.writeString(
                home.resolve("user.pub"), Files.readString(home.resolve(name + ".pub")), StandardOpenOption.APPEND);
        return file;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), command.get(0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        assertEquals(0, process.exitValue(), command.get(0));
    }

    /** Root's sshd wants an empty directory, which Debian makes when its service starts. */
    private static void prepareSeparation() throws IOException {
        if ("root".equals(System.getProperty("user.name"))) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
    }

    private String publicHostKey() {
        try {
            return Files.readString(home.resolve("host.pub")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String fingerprint() {
        return HostKeys.parse(publicHostKey()).toString();
    }

    @Override
    public void restart() throws IOException {
        Path configuration = Files.writeString(
                home.resolve("sshd_config"),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1",
                        "Port " + port,
                        "HostKey " + home.resolve("host"),
                        "AuthorizedKeysFile " + home.resolve("user.pub"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "PermitRootLogin prohibit-password",
                        "MaxStartups 100",
                        "Subsystem sftp internal-sftp " + options,
                        ""));
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.getInputStream().read() == 'S';
            }
        });
    }

    @Override
    public SftpConfigs configuration(Path directory) {
        return SftpConfigs.on(port)
                .with("user", System.getProperty("user.name"))
                .with("privateKeyFile", home.resolve("user").toString())
                .with("hostKey", publicHostKey())
                .with("directory", directory.toString());
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void stop() {
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroy();
        sessions.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    @Override
    public void close() {
        stop();
    }
}
