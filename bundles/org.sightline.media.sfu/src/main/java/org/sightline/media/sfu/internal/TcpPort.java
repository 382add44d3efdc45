package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fallback for networks without UDP: ICE-TCP passive (RFC 6544), all connections on one thread. */
final class TcpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);
    private static final int MAX_CONNECTIONS = 1024;
    private static final long SWEEP_MILLIS = 1000;

    private final Set<TcpPath> connections = new HashSet<>();
    private final Switchboard switchboard;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "sightline-media-tcp");
    private final int port;

    /** Opens the port; 0 opens none, -1 any free one. */
    TcpPort(InetAddress address, int wanted, Switchboard switchboard) throws IOException {
        this.switchboard = switchboard;
        thread.setDaemon(true);
        if (wanted == 0) {
            server = null;
            selector = null;
            port = 0;
            return;
        }
        server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(address, Math.max(0, wanted)));
            server.configureBlocking(false);
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** The port, or 0 if there is none. */
    int port() {
        return port;
    }

    void start() {
        if (server != null) {
            thread.start();
        }
    }

    private void run() {
        while (server.isOpen()) {
            try {
                selector.select(SWEEP_MILLIS);
                Set<SelectionKey> ready = selector.selectedKeys();
                ready.forEach(this::serve);
                ready.clear();
                long now = System.nanoTime();
                Set.copyOf(connections).stream()
                        .filter(path -> path.isIdle(now))
                        .forEach(TcpPath::drop);
                connections.removeIf(path -> !path.isOpen());
            } catch (ClosedSelectorException e) {
                return; // the engine stops
            } catch (IOException e) {
                LOG.debug("cannot select on the media port", e);
            } catch (RuntimeException e) {
                switchboard.reject();
                LOG.warn("a connection broke the media engine's reading of it", e);
            }
        }
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof TcpPath path) {
            path.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            if (connections.size() >= MAX_CONNECTIONS) {
                channel.close();
                switchboard.reject();
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connections.add(new TcpPath(channel, selector, switchboard));
        } catch (IOException e) {
            LOG.debug("cannot accept a media connection", e);
        }
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        Threads.close(server);
        selector.wakeup();
        Threads.join(thread);
        connections.forEach(TcpPath::drop);
        Threads.close(selector);
    }
}
