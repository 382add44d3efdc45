package org.sightline.media.webrtc.rtp;

/** The packets of a track that are missing, and when to ask for them again (RFC 4585 §6.2.1). */
public final class Losses {
    private static final int CAPACITY = 256;
    private static final int MAX_TRIES = 8;
    private static final long GIVE_UP_NANOS = 1_000_000_000L;
    /** Reordering on the way resolves itself within this time. */
    private static final long FIRST_NANOS = 5_000_000L;

    private static final long AGAIN_NANOS = 60_000_000L;

    private final int[] sequences = new int[CAPACITY];
    private final long[] noticed = new long[CAPACITY];
    private final long[] asked = new long[CAPACITY];
    private final int[] tries = new int[CAPACITY];
    private final int[] due = new int[CAPACITY];
    private int count;
    private long recovered;
    private long lost;

    /** Notes that the numbers from {@code first} up to but not including {@code end} have not come. */
    public void missing(int first, int end, long now) {
        if (end - first > CAPACITY - count) {
            lost += count + end - first;
            count = 0; // a keyframe repairs this sooner than retransmission
            return;
        }
        for (int sequence = first; sequence < end; sequence++) {
            sequences[count] = sequence;
            noticed[count] = now;
            asked[count] = 0;
            tries[count] = 0;
            count++;
        }
    }

    /** Notes that a late packet has come; false if it was not missed. */
    public boolean found(int sequence) {
        for (int i = 0; i < count; i++) {
            if (sequences[i] == sequence) {
                remove(i);
                recovered++;
                return true;
            }
        }
        return false;
    }

    /** Forgets all without counting it as lost. */
    public void clear() {
        count = 0;
    }

    /** Writes a request for what is due. */
    public void request(RtcpWriter writer, int ssrc, int source, long now) {
        int wanted = 0;
        for (int i = 0; i < count; i++) {
            if (tries[i] >= MAX_TRIES || now - noticed[i] > GIVE_UP_NANOS) {
                lost++;
                remove(i--);
            } else if (now - noticed[i] > FIRST_NANOS && (tries[i] == 0 || now - asked[i] > AGAIN_NANOS)) {
                asked[i] = now;
                tries[i]++;
                due[wanted++] = sequences[i];
            }
        }
        if (wanted > 0) {
            writer.nack(ssrc, source, due, wanted);
        }
    }

    private void remove(int at) {
        count--;
        int moved = count - at;
        System.arraycopy(sequences, at + 1, sequences, at, moved);
        System.arraycopy(noticed, at + 1, noticed, at, moved);
        System.arraycopy(asked, at + 1, asked, at, moved);
        System.arraycopy(tries, at + 1, tries, at, moved);
    }

    public long recovered() {
        return recovered;
    }

    public long lost() {
        return lost;
    }

    public int pending() {
        return count;
    }
}
