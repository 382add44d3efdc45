package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that can be cut or fall silent. */
final class FaultyLine implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong toServer = new AtomicLong(NEVER);
    private final AtomicLong toClient = new AtomicLong(NEVER);
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean away;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    FaultyLine(int target) throws IOException {
        this.target = target;
        start("line", this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Cuts all connections, once, when this many more bytes have gone to the server. */
    void cutAfterToServer(long bytes) {
        toServer.set(bytes);
    }

    /** Cuts all connections, once, when this many more bytes have gone to the client. */
    void cutAfterToClient(long bytes) {
        toClient.set(bytes);
    }

    int cuts() {
        return cuts.get();
    }

    /** From now on every connection is cut at once. */
    void fallAway() {
        away = true;
        cut();
    }

    void comeBack() {
        away = false;
    }

    void fallSilent() {
        silence = new CountDownLatch(1);
    }

    void speakAgain() {
        silence.countDown();
    }

    void cut() {
        for (Socket socket : sockets) {
            closeQuietly(socket);
        }
        sockets.clear();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (away) {
                    client.close();
                    continue;
                }
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start("line-up", () -> pump(client, server, toServer));
                start("line-down", () -> pump(server, client, toClient));
            } catch (IOException e) { // closed, or the server is away
                sockets.forEach(FaultyLine::closeQuietly);
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicLong left) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                silence.await();
                if (left.get() != NEVER && left.addAndGet(-count) < 0) {
                    left.set(NEVER);
                    cuts.incrementAndGet();
                    cut();
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) { // one end is gone: so is the other
            closeQuietly(from);
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        speakAgain();
        cut();
    }
}
