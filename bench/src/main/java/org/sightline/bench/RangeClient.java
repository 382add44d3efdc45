package org.sightline.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Asks for ranges of one file, as a player does that jumps in it: one after another over one connection. */
final class RangeClient {
    private static final int RANGE = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI file;

    RangeClient(HttpClient http, URI file) {
        this.http = http;
        this.file = file;
    }

    /** Fetches the whole file. @throws IOException if it is refused */
    void save(Path to) throws IOException, InterruptedException {
        HttpRequest whole = HttpRequest.newBuilder(file).timeout(PATIENCE).build();
        HttpResponse<Path> answer = http.send(whole, HttpResponse.BodyHandlers.ofFile(to));
        require(200, answer);
    }

    /**
     * Jumps about.
     *
     * @param content what the file holds; an answer that differs from it is an error
     * @param seed of the places
     * @return milliseconds from each request to the last byte of its answer
     */
    double[] seek(byte[] content, int seeks, long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        double[] millis = new double[seeks];
        for (int i = 0; i < seeks; i++) {
            int from = random.nextInt(content.length - RANGE);
            HttpRequest request = HttpRequest.newBuilder(file)
                    .timeout(PATIENCE)
                    .header("Range", "bytes=" + from + "-" + (from + RANGE - 1))
                    .build();
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            millis[i] = (System.nanoTime() - start) / 1e6;
            require(206, answer);
            if (!Arrays.equals(answer.body(), 0, answer.body().length, content, from, from + RANGE)) {
                throw new IOException("other bytes than there are came from " + file);
            }
        }
        return millis;
    }

    private void require(int status, HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(file + " was answered " + answer.statusCode());
        }
    }
}
