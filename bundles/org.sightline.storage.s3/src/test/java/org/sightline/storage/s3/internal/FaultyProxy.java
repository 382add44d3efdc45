package org.sightline.storage.s3.internal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Stands before a real server and does to each request what a bad network or a bad server would. */
final class FaultyProxy implements AutoCloseable {
    /** A request as it came. */
    record Request(String method, String path, List<String> head, byte[] body) {
        boolean is(String wanted, String part) {
            return method.equals(wanted) && path.contains(part);
        }
    }

    /** What to do with a request. */
    interface Fault {
        void handle(Request request, Exchange exchange) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final int upstream;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> seen = new CopyOnWriteArrayList<>();
    private volatile Fault fault = (request, exchange) -> exchange.pass();

    FaultyProxy(int upstream) throws IOException {
        this.upstream = upstream;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    void doTo(Fault next) {
        fault = next;
    }

    List<Request> seen() {
        return seen;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "faulty-proxy-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Exchange exchange = new Exchange(socket);
            Request request = exchange.receive();
            if (request != null) {
                seen.add(request);
                fault.handle(request, exchange);
            }
        } catch (IOException | InterruptedException e) {
            return; // the other side has had enough
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (Closeable socket : open) {
            socket.close();
        }
    }

    /** One request and its answer. */
    final class Exchange {
        private final Socket client;
        private Request request;

        private Exchange(Socket client) {
            this.client = client;
        }

        private Request receive() throws IOException {
            InputStream in = client.getInputStream();
            List<String> head = readHead(in);
            if (head.isEmpty()) {
                return null;
            }
            if (!header(head, "expect").isEmpty()) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            String length = header(head, "content-length");
            byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
            String[] line = head.get(0).split(" ");
            request = new Request(line[0], line[1], head, body);
            return request;
        }

        /** The real server's answer, as it is. */
        byte[] ask() throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
                ByteArrayOutputStream forwarded = new ByteArrayOutputStream();
                for (String line : request.head()) {
                    String name = line.split(":")[0].toLowerCase(Locale.ROOT);
                    if (!name.equals("expect") && !name.equals("connection")) {
                        forwarded.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
                forwarded.write("Connection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                forwarded.write(request.body());
                socket.getOutputStream().write(forwarded.toByteArray());
                return socket.getInputStream().readAllBytes();
            }
        }

        void pass() throws IOException {
            send(ask());
        }

        void send(byte[] answer) throws IOException {
            OutputStream out = client.getOutputStream();
            out.write(answer);
            out.flush();
        }

        void answer(int status, String code) throws IOException {
            String body =
                    "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>secret words</Message></Error>";
            answer(status, code.isEmpty() ? "" : body, "");
        }

        void answer(int status, String body, String headers) throws IOException {
            String content = request.method().equals("HEAD") ? "" : body;
            send(("HTTP/1.1 " + status + " Answer\r\nConnection: close\r\n" + headers + "Content-Length: "
                            + content.length() + "\r\n\r\n" + content)
                    .getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The real answer with one header's value changed. */
        void passChanged(String header, String value) throws IOException {
            byte[] answer = ask();
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            String head = text.substring(0, end).replaceAll("(?im)^" + header + ":.*$", header + ": " + value);
            send((head + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The real answer, so many bytes of it. */
        void passSome(int bytesOfBody) throws IOException {
            byte[] answer = ask();
            int head = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
            send(java.util.Arrays.copyOf(answer, Math.min(answer.length, head + bytesOfBody)));
        }

        /** Says nothing until the proxy is closed. */
        void hang() throws InterruptedException {
            closing.await();
        }

        /** A byte now and then, until the proxy is closed. */
        void drip(byte[] answer, int quickly, long millis) throws IOException, InterruptedException {
            OutputStream out = client.getOutputStream();
            out.write(answer, 0, Math.min(quickly, answer.length));
            for (int i = quickly;
                    i < answer.length && !closing.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
                    i++) {
                out.write(answer[i]);
                out.flush();
            }
        }
    }

    private static List<String> readHead(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0) {
            if (next == '\n') {
                if (line.isEmpty()) {
                    return lines;
                }
                lines.add(line.toString());
                line.setLength(0);
            } else if (next != '\r') {
                line.append((char) next);
            }
        }
        return List.of();
    }

    private static String header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
