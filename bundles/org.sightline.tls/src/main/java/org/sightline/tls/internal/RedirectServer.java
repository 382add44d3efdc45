package org.sightline.tls.internal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every plain HTTP request with 308 (RFC 9110 §15.4.9) to the same address under HTTPS, and nothing else. */
final class RedirectServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RedirectServer.class);
    private static final int MAX_HEAD_BYTES = 8192;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final Pattern REQUEST_LINE = Pattern.compile("^[A-Z]{1,16} (/[!-~]{0,4000}) HTTP/1\\.[01]\r\n");
    private static final Pattern HOST = Pattern.compile(
            "\r\nhost:[ \t]*([a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?[ \t]*\r\n",
            Pattern.CASE_INSENSITIVE);

    private final ServerSocket server;
    private final int securePort;
    private final ThreadPoolExecutor answering;
    private final Thread accepting;

    RedirectServer(String bindAddress, int port, int securePort) throws IOException {
        this.securePort = securePort;
        server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(new InetSocketAddress(InetAddress.getByName(bindAddress), port), WAITING);
        } catch (IOException e) {
            server.close();
            throw new IOException("redirectPort of " + HttpsSettings.PID + ": port " + port + " cannot be opened", e);
        }
        AtomicInteger count = new AtomicInteger();
        answering = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "sightline-redirect-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        accepting = new Thread(this::accept, "sightline-redirect");
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                hand(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("A plain HTTP connection could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void hand(Socket socket) throws IOException {
        try {
            answering.execute(() -> answer(socket));
        } catch (RejectedExecutionException e) { // a flood: the client may try again
            socket.close();
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String response = respond(head(socket.getInputStream()));
            socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("A plain HTTP client went away", e);
        }
    }

    private static String head(InputStream in) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] buffer = new byte[2048];
        while (head.size() < MAX_HEAD_BYTES && System.nanoTime() < deadline) {
            int count = in.read(buffer);
            if (count < 0) {
                break;
            }
            head.write(buffer, 0, count);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    private String respond(String head) {
        Matcher line = REQUEST_LINE.matcher(head);
        Matcher host = HOST.matcher(head);
        if (!line.find() || !host.find()) {
            return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        }
        String authority = host.group(1) + (securePort == 443 ? "" : ":" + securePort);
        return "HTTP/1.1 308 Permanent Redirect\r\nLocation: https://" + authority + line.group(1)
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    @Override
    public void close() throws IOException {
        server.close();
        answering.shutdownNow();
        try {
            accepting.join(TIMEOUT_MILLIS); // the port is free only when nobody waits at it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
