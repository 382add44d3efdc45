package org.sightline.media.sfu.internal;

import java.net.InetSocketAddress;

/** A way to one remote address, by datagrams or by one TCP connection. Its first authenticated check gives it an owner. */
abstract class Path {
    private final InetSocketAddress remote;
    private volatile Connection owner;

    Path(InetSocketAddress remote) {
        this.remote = remote;
    }

    final InetSocketAddress remote() {
        return remote;
    }

    /** The connection whose credentials were used on this path, or null. */
    final Connection owner() {
        return owner;
    }

    /** Gives the path to a connection; from now on its other datagrams are that connection's. */
    void adopt(Connection connection) {
        owner = connection;
    }

    /** Takes the path from its connection. */
    void drop() {
        owner = null;
    }

    /** Sends a datagram, or drops it if it cannot be sent at once. Any thread. */
    abstract void send(byte[] bytes, int offset, int length);
}
