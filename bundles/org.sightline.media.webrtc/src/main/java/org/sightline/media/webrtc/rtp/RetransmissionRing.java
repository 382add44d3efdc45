package org.sightline.media.webrtc.rtp;

import java.util.Arrays;

/** The last packets of a track by sequence number. Its arrays are reused: fresh ones would outlive young garbage. */
public final class RetransmissionRing {
    private static final int INITIAL_BYTES = 256;
    private static final int FULL_BYTES = 1300;

    private final byte[][] packets;
    private final int[] sequences;
    private final int[] lengths;
    private final Packet found = new Packet();

    public RetransmissionRing(int capacity) {
        packets = new byte[capacity][];
        sequences = new int[capacity];
        lengths = new int[capacity];
        clear();
    }

    public int capacity() {
        return packets.length;
    }

    public void clear() {
        Arrays.fill(sequences, -1);
    }

    public boolean contains(int sequence) {
        return sequences[slot(sequence)] == sequence;
    }

    public void put(int sequence, Packet packet) {
        int slot = slot(sequence);
        byte[] bytes = packets[slot];
        if (bytes == null || bytes.length < packet.length()) {
            int size = packet.length() <= INITIAL_BYTES ? INITIAL_BYTES : Math.max(FULL_BYTES, packet.length());
            bytes = new byte[size];
            packets[slot] = bytes;
        }
        System.arraycopy(packet.bytes(), packet.offset(), bytes, 0, packet.length());
        sequences[slot] = sequence;
        lengths[slot] = packet.length();
    }

    /** The packet, valid until the next call, or null. */
    public Packet get(int sequence) {
        int slot = slot(sequence);
        return sequences[slot] == sequence ? found.wrap(packets[slot], 0, lengths[slot]) : null;
    }

    private int slot(int sequence) {
        return Math.floorMod(sequence, packets.length);
    }
}
