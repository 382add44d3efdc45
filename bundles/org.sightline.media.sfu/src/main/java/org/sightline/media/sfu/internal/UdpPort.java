package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.media.webrtc.rtp.Packet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP port for every call: a socket and a thread per core share it (SO_REUSEPORT). */
final class UdpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private final Map<InetSocketAddress, UdpPath> paths = new ConcurrentHashMap<>();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Switchboard switchboard;
    private final int port;

    UdpPort(InetAddress address, int wanted, int ioThreads, Switchboard switchboard) throws IOException {
        this.switchboard = switchboard;
        int bound = wanted;
        try {
            for (int i = 0; i < ioThreads; i++) {
                DatagramChannel channel = DatagramChannel.open(
                        address.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
                channels.add(channel);
                if (ioThreads > 1) {
                    channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                }
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
                channel.bind(new InetSocketAddress(address, bound));
                bound = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        port = bound;
    }

    int port() {
        return port;
    }

    void start() {
        for (DatagramChannel channel : channels) {
            Thread thread = new Thread(() -> receive(channel), "sightline-media-udp-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void receive(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Packet.MAX_BYTES + 1);
        byte[] bytes = new Packet().bytes();
        while (channel.isOpen()) {
            try {
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
                int length = buffer.flip().remaining();
                if (length > Packet.MAX_BYTES) {
                    switchboard.reject();
                    continue;
                }
                buffer.get(bytes, 0, length);
                UdpPath known = paths.get(from);
                switchboard.datagram(known == null ? new UdpPath(from, channel) : known, bytes, length);
            } catch (ClosedChannelException e) {
                return; // the engine stops
            } catch (IOException e) {
                LOG.debug("cannot receive on the media port", e);
            } catch (RuntimeException e) {
                switchboard.reject();
                LOG.warn("a datagram broke the media engine's reading of it", e);
            }
        }
    }

    @Override
    public void close() {
        for (DatagramChannel channel : channels) {
            Threads.close(channel);
        }
        threads.forEach(Threads::join);
    }

    /** Known to the port while a connection owns it. */
    private final class UdpPath extends Path {
        private final DatagramChannel channel;

        UdpPath(InetSocketAddress remote, DatagramChannel channel) {
            super(remote);
            this.channel = channel;
        }

        @Override
        void adopt(Connection connection) {
            super.adopt(connection);
            paths.put(remote(), this);
        }

        @Override
        void drop() {
            super.drop();
            paths.remove(remote(), this);
        }

        @Override
        void send(byte[] bytes, int offset, int length) {
            try {
                channel.send(ByteBuffer.wrap(bytes, offset, length), remote());
            } catch (IOException e) {
                switchboard.unsent();
            }
        }
    }
}
