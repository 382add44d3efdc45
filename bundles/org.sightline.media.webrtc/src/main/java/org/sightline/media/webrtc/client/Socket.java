package org.sightline.media.webrtc.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.sightline.media.webrtc.rtp.Packet;

/** How a client reaches the other side: datagrams, or packets framed on a TCP connection (RFC 4571). */
abstract class Socket implements Closeable {
    static final int WAIT_MILLIS = 10;

    private static final int BUFFER_BYTES = 2 << 20;
    private static final int CONNECT_MILLIS = 5_000;

    /** Waits a little for a packet; returns its length, or -1 if none came. */
    abstract int receive(byte[] buffer) throws IOException;

    /** Sends to this address, which for TCP is the connected one. */
    abstract void send(InetSocketAddress to, byte[] bytes, int offset, int length) throws IOException;

    static Socket udp() throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setReceiveBufferSize(BUFFER_BYTES);
        socket.setSoTimeout(WAIT_MILLIS);
        return new Udp(socket);
    }

    static Socket tcp(InetSocketAddress to) throws IOException {
        java.net.Socket socket = new java.net.Socket();
        socket.connect(to, CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MILLIS);
        return new Tcp(socket);
    }

    private static final class Udp extends Socket {
        private final DatagramSocket socket;
        private final DatagramPacket packet = new DatagramPacket(new byte[0], 0);

        Udp(DatagramSocket socket) {
            this.socket = socket;
        }

        @Override
        int receive(byte[] buffer) throws IOException {
            packet.setData(buffer);
            try {
                socket.receive(packet);
                return packet.getLength();
            } catch (SocketTimeoutException e) {
                return -1;
            }
        }

        @Override
        void send(InetSocketAddress to, byte[] bytes, int offset, int length) throws IOException {
            socket.send(new DatagramPacket(bytes, offset, length, to));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static final class Tcp extends Socket {
        private final java.net.Socket socket;
        private final InputStream in;
        private final ByteBuffer frame = ByteBuffer.allocate(2 + Packet.MAX_BYTES + 64);
        private final ByteBuffer input = ByteBuffer.allocate(64 * 1024).flip();

        Tcp(java.net.Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
        }

        @Override
        int receive(byte[] buffer) throws IOException {
            while (input.remaining() < 2 || input.remaining() < 2 + (input.getShort(input.position()) & 0xffff)) {
                input.compact();
                try {
                    int count = in.read(input.array(), input.position(), input.remaining());
                    if (count < 0) {
                        throw new IOException("the other side closed the TCP connection");
                    }
                    input.position(input.position() + count);
                } catch (SocketTimeoutException e) {
                    return -1;
                } finally {
                    input.flip();
                }
            }
            int length = input.getShort() & 0xffff;
            int taken = Math.min(length, buffer.length);
            input.get(buffer, 0, taken);
            input.position(input.position() + length - taken);
            return taken;
        }

        @Override
        synchronized void send(InetSocketAddress to, byte[] bytes, int offset, int length) throws IOException {
            frame.clear().putShort((short) length).put(bytes, offset, length);
            socket.getOutputStream().write(frame.array(), 0, frame.position());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
