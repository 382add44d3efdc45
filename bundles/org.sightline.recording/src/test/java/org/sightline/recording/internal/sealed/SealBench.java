package org.sightline.recording.internal.sealed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sightline.recording.RecordingId;
import org.sightline.tenancy.WorkspaceId;

/**
 * Measures sealing and reading on one core beside plain AES-256-GCM of the JDK, in turns, so that all share the machine's
 * weather. Prints one line of JSON: MB/s, medians, and their shares of the plain cipher.
 *
 * <p>Arguments: megabytes of each round (default 64), rounds (default 9), folder (default the temporary one).
 */
public final class SealBench {
    private static final int CLUSTER = 160 * 1024;
    private static final int RECORD = 64 * 1024;
    private static final int SLICE = 4 * 1024;

    private final int megabytes;
    private final Path folder;
    private final byte[] cluster = new byte[CLUSTER];
    private final byte[] key = new byte[32];
    private final byte[] sealed = new byte[RECORD + 16];
    private final byte[] opened = new byte[RECORD];
    private final SealedName name = new SealedName(WorkspaceId.fresh(), RecordingId.fresh(), 1);
    private long nonce;

    private SealBench(int megabytes, Path folder) {
        this.megabytes = megabytes;
        this.folder = folder;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < cluster.length; i++) {
            cluster[i] = (byte) random.nextInt();
        }
        Arrays.fill(key, (byte) 7);
    }

    public static void main(String[] arguments) throws Exception {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 9;
        Path folder = Files.createTempDirectory(
                arguments.length > 2 ? Path.of(arguments[2]) : Path.of(System.getProperty("java.io.tmpdir")), "seal");
        try {
            new SealBench(megabytes, folder).run(rounds);
        } finally {
            Files.delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        double[][] results = new double[6][rounds];
        for (int round = -2; round < rounds; round++) { // two to warm up
            double[] measured = {
                plain(true), seal(), plain(false), sealToFile(), read(SealedSource.of(file())), read(inMemory())
            };
            for (int i = 0; i < measured.length && round >= 0; i++) {
                results[i][round] = measured[i];
            }
            Files.delete(file());
        }
        double[] medians = Arrays.stream(results).mapToDouble(SealBench::median).toArray();
        System.out.printf(
                Locale.ROOT,
                "{\"plainEncrypt\":%.0f,\"seal\":%.0f,\"sealShare\":%.2f,\"sealSpread\":%.2f,\"sealToFile\":%.0f,"
                        + "\"plainDecrypt\":%.0f,\"read\":%.0f,\"readShare\":%.2f,\"readSpread\":%.2f,"
                        + "\"readFromFile\":%.0f}%n",
                medians[0],
                medians[1],
                medians[1] / medians[0],
                spread(results[1]),
                medians[3],
                medians[2],
                medians[5],
                medians[5] / medians[2],
                spread(results[5]),
                medians[4]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length - 1] - sorted[0]) / median(values);
    }

    private Path file() {
        return folder.resolve("bench.slr");
    }

    private double plain(boolean encrypt) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec secret = new SecretKeySpec(key, "AES");
        int count = megabytes * 1024 * 1024 / RECORD;
        if (!encrypt) {
            init(cipher, Cipher.ENCRYPT_MODE, secret, 1);
            cipher.doFinal(cluster, 0, RECORD, sealed, 0);
        }
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (encrypt) {
                init(cipher, Cipher.ENCRYPT_MODE, secret, ++nonce);
                slices(cipher, cluster, RECORD, sealed);
            } else {
                init(cipher, Cipher.DECRYPT_MODE, secret, 1);
                cipher.doFinal(sealed, 0, RECORD + 16, opened, 0);
            }
        }
        return rate(start);
    }

    private static void init(Cipher cipher, int mode, SecretKeySpec secret, long nonce)
            throws GeneralSecurityException {
        byte[] bytes = ByteBuffer.allocate(12).putLong(4, nonce).array();
        cipher.init(mode, secret, new GCMParameterSpec(128, bytes));
    }

    private static void slices(Cipher cipher, byte[] from, int length, byte[] to) throws GeneralSecurityException {
        int out = 0;
        int in = 0;
        for (; length - in > SLICE; in += SLICE) {
            out += cipher.update(from, in, SLICE, to, out);
        }
        cipher.doFinal(from, in, length - in, to, out);
    }

    /** Clusters to nowhere: what sealing itself costs. */
    private double seal() throws IOException {
        return seal(SealedWriter.create(new Nowhere(), name, key));
    }

    /** Clusters into a file, with one sync at its end. */
    private double sealToFile() throws IOException {
        return seal(SealedWriter.create(file(), name, key));
    }

    private double seal(SealedWriter target) throws IOException {
        int count = megabytes * 1024 * 1024 / CLUSTER;
        long start = System.nanoTime();
        try (SealedWriter writer = target) {
            for (int i = 0; i < count; i++) {
                writer.data(cluster, 0, CLUSTER);
            }
            writer.finish(new byte[300], new Closing("ended", "video/webm", 0, 1, 1, 1));
        }
        return rate(start);
    }

    private SealedSource inMemory() throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        return new SealedSource() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream read(long offset, long length) {
                return new ByteArrayInputStream(bytes, (int) offset, (int) length);
            }
        };
    }

    private double read(SealedSource source) throws IOException {
        long start = System.nanoTime();
        long[] sum = new long[1];
        try (SealedReader reader = SealedReader.open(source, name, key)) {
            reader.transfer(0, reader.length(), (bytes, offset, length) -> sum[0] += bytes[offset] + (long) length);
        }
        if (sum[0] == 0) {
            throw new IOException("nothing was read");
        }
        return rate(start);
    }

    private double rate(long startNanos) {
        return megabytes * 1e9 / (System.nanoTime() - startNanos);
    }

    /** A file that keeps nothing. */
    private static final class Nowhere implements SealedFile {
        @Override
        public void write(ByteBuffer bytes, long position) {
            bytes.position(bytes.limit());
        }

        @Override
        public void sync() {}

        @Override
        public void truncate(long length) {}

        @Override
        public void close() {}
    }
}
