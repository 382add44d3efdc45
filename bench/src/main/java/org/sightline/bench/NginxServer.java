package org.sightline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** nginx with one worker, serving files over TLS on loopback, with a certificate of the same kind as the platform's. */
final class NginxServer implements AutoCloseable {
    private static final long BOOT_SECONDS = 10;
    private static final String PASSWORD = "bench-only";

    /** It is not installed. */
    static final class Missing extends IOException {
        private static final long serialVersionUID = 1L;

        Missing() {
            super("it is not installed");
        }
    }

    private final Path home;
    private final Path certificate;
    private final int port;
    private final Process process;

    /**
     * @param folder what it serves
     * @throws Missing if it is not installed
     * @throws IOException if it does not come up
     */
    NginxServer(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path program = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(Missing::new);
        home = Workplace.folder("nginx");
        certificate = home.resolve("certificate.pem");
        makeCertificate();
        port = Workplace.freePort();
        Path settings = home.resolve("nginx.conf");
        Files.write(settings, settings(folder));
        process = new ProcessBuilder(
                        program.toString(), "-p", home.toString(), "-c", settings.toString(), "-e", "stderr")
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

    private void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = home.resolve("keys.p12");
        ProcessFigures.run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("server", PASSWORD.toCharArray());
        writePem(home.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
        writePem(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
    }

    private static void writePem(Path file, String type, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }

    private List<String> settings(Path folder) {
        return List.of(
                "user root;", // whoever starts it; for others than root it says nothing
                "daemon off;",
                "worker_processes 1;",
                "pid " + home.resolve("pid") + ";",
                "events { }",
                "http {",
                "  access_log off;",
                "  client_body_temp_path " + home.resolve("body") + ";",
                "  proxy_temp_path " + home.resolve("proxy") + ";",
                "  fastcgi_temp_path " + home.resolve("fastcgi") + ";",
                "  uwsgi_temp_path " + home.resolve("uwsgi") + ";",
                "  scgi_temp_path " + home.resolve("scgi") + ";",
                "  sendfile on;",
                "  keepalive_requests 1000000;",
                "  server {",
                "    listen 127.0.0.1:" + port + " ssl;",
                "    ssl_certificate " + certificate + ";",
                "    ssl_certificate_key " + home.resolve("key.pem") + ";",
                "    ssl_protocols TLSv1.2 TLSv1.3;",
                "    root " + folder + ";",
                "  }",
                "}");
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOOT_SECONDS);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (ConnectException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String output = Files.readString(home.resolve("output.log"), StandardCharsets.UTF_8);
                    throw new IOException("nginx does not become ready: " + output, e);
                }
            }
            Thread.sleep(50);
        }
    }

    /** Asks for a file of the folder. */
    RangeClient ranges(String file) throws IOException, GeneralSecurityException {
        return new RangeClient(Https.trusting(certificate), URI.create("https://localhost:" + port + "/" + file));
    }

    @Override
    public void close() throws IOException {
        ProcessFigures.stop(process);
        Workplace.delete(home);
    }
}
