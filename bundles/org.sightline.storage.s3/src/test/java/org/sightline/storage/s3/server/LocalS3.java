package org.sightline.storage.s3.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** An S3 server (S3Proxy) on this machine, in memory or over a folder, for tests, benchmarks and demonstrations. */
public final class LocalS3 implements AutoCloseable {
    private final S3Proxy server;
    private final String scheme;
    private final String accessKeyId = environmentOr("LOCAL_S3_ACCESS_KEY_ID", random(10));
    private final String secretAccessKey = environmentOr("LOCAL_S3_SECRET_ACCESS_KEY", random(20));

    private LocalS3(int port, BlobStore store, String virtualHost, KeyStore keyStore) throws Exception {
        scheme = keyStore == null ? "http" : "https";
        URI address = URI.create(scheme + "://127.0.0.1:" + port);
        S3Proxy.Builder builder = S3Proxy.builder()
                .blobStore(store)
                .awsAuthentication(AuthenticationType.AWS_V4, accessKeyId, secretAccessKey)
                .maxSinglePartObjectSize(5L << 30)
                .v4MaxNonChunkedRequestSize(600L << 20)
                .v4MaxChunkSize(16 << 20)
                .maximumTimeSkew(900)
                .metricsEnabled(false)
                .stopTimeout(0)
                .jettyMaxThreads(200);
        if (virtualHost != null) {
            builder.virtualHost(virtualHost);
        }
        if (keyStore == null) {
            builder.endpoint(address);
        } else {
            builder.secureEndpoint(address).keyStore(keyStore.path().toString(), keyStore.password());
        }
        server = builder.build();
        server.start();
    }

    /** A PKCS#12 file. */
    public record KeyStore(Path path, String password) {}

    private static String environmentOr(String variable, String otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    public static LocalS3 inMemory() throws Exception {
        return new LocalS3(0, new TransientNio2BlobStore(), null, null);
    }

    public static LocalS3 inMemory(KeyStore keyStore) throws Exception {
        return new LocalS3(0, new TransientNio2BlobStore(), null, keyStore);
    }

    /** @param port or 0 for a free one */
    public static LocalS3 over(Path folder, int port) throws Exception {
        return over(folder, port, null);
    }

    /** Answers at {@code <bucket>.<virtualHost>} as well. */
    public static LocalS3 over(Path folder, int port, String virtualHost) throws Exception {
        Files.createDirectories(folder);
        return new LocalS3(port, new FilesystemNio2BlobStore(folder.toString()), virtualHost, null);
    }

    public int port() {
        return "https".equals(scheme) ? server.getSecurePort() : server.getPort();
    }

    public String endpoint() {
        return scheme + "://127.0.0.1:" + port();
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    public String secretAccessKey() {
        return secretAccessKey;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /**
     * Serves a folder until it is stopped; each folder in it is a bucket. Prints the keys of a configuration. The credentials
     * are those of the environment (LOCAL_S3_ACCESS_KEY_ID, LOCAL_S3_SECRET_ACCESS_KEY), or new ones at each start.
     *
     * @param arguments folder, port (0: a free one), bucket
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("LocalS3 <folder> <port> <bucket>");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(folder.resolve(arguments[2]));
        LocalS3 s3 = over(folder, Integer.parseInt(arguments[1]));
        System.out.println("endpoint = " + s3.endpoint());
        System.out.println("bucket = " + arguments[2]);
        System.out.println("pathStyle = true");
        System.out.println("accessKeyId = " + s3.accessKeyId());
        System.out.println(".secretAccessKey = " + s3.secretAccessKey());
        System.out.flush();
        Thread.currentThread().join();
    }
}
