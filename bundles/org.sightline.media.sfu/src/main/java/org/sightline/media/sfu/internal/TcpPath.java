package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.sightline.media.webrtc.rtp.Packet;

/** One TCP connection with framed packets (RFC 4571). What does not fit its buffer is dropped like a lost datagram. */
final class TcpPath extends Path {
    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    private static final long UNOWNED_NANOS = 10_000_000_000L;

    private final SocketChannel channel;
    private final Switchboard switchboard;
    private final SelectionKey key;
    private final long opened = System.nanoTime();
    private final ByteBuffer input = ByteBuffer.allocate(2 + Packet.MAX_BYTES);
    private final Object sending = new Object();
    /** Made for an owner only, so that strangers cost no memory. */
    private ByteBuffer output = ByteBuffer.allocate(0);

    private final byte[] bytes = new Packet().bytes();

    TcpPath(SocketChannel channel, Selector selector, Switchboard switchboard) throws IOException {
        super((InetSocketAddress) channel.getRemoteAddress());
        this.channel = channel;
        this.switchboard = switchboard;
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether it has had time to prove whose it is, and has not. */
    boolean isIdle(long now) {
        return owner() == null && now - opened > UNOWNED_NANOS;
    }

    @Override
    void adopt(Connection connection) {
        synchronized (sending) {
            output = output.capacity() > 0 ? output : ByteBuffer.allocate(SEND_BUFFER_BYTES);
        }
        super.adopt(connection);
    }

    @Override
    void drop() {
        super.drop();
        Threads.close(channel);
    }

    /** Reads and writes what can be without waiting; the port's thread only. */
    void ready() {
        try {
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read();
            }
        } catch (IOException | CancelledKeyException e) {
            drop();
        }
    }

    private void read() throws IOException {
        int count = channel.read(input);
        if (count < 0) {
            drop();
            return;
        }
        input.flip();
        while (input.remaining() >= 2) {
            int length = input.getShort(input.position()) & 0xffff;
            if (length > Packet.MAX_BYTES) {
                switchboard.reject();
                drop();
                return;
            }
            if (input.remaining() < 2 + length) {
                break;
            }
            input.getShort();
            input.get(bytes, 0, length);
            switchboard.datagram(this, bytes, length);
        }
        input.compact();
    }

    @Override
    void send(byte[] packet, int offset, int length) {
        try {
            synchronized (sending) {
                if (output.remaining() < 2 + length) {
                    switchboard.unsent();
                    return;
                }
                boolean waiting = output.position() > 0;
                output.putShort((short) length).put(packet, offset, length);
                if (!waiting) {
                    flush();
                }
            }
        } catch (IOException | CancelledKeyException e) {
            switchboard.unsent();
            Threads.close(channel); // the port's thread forgets it
        }
    }

    private void flush() throws IOException {
        synchronized (sending) {
            output.flip();
            channel.write(output);
            output.compact();
            int interest = output.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != interest) {
                key.interestOps(interest);
                key.selector().wakeup();
            }
        }
    }
}
