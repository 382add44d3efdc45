package org.sightline.signalling.internal;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** What waits to be sent to one page: in order, one at a time, never more than a slow page may hold up. */
final class Outgoing {
    private static final int MOST_MESSAGES = 256;
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private final Wire wire;
    private final Queue<String> waiting = new ArrayDeque<>();
    private int characters;
    private boolean sending;
    private long sendingSince;
    private Optional<CloseCode> closing = Optional.empty();
    private boolean closed;

    Outgoing(Wire wire) {
        this.wire = wire;
    }

    /** Sends soon. A page that is too slow for what is sent to it is cut off. */
    void send(String text, long nowNanos) {
        synchronized (waiting) {
            if (closed || closing.isPresent()) {
                return;
            }
            if (waiting.size() >= MOST_MESSAGES || characters + text.length() > MOST_CHARACTERS) {
                closed = true;
                waiting.clear();
            } else {
                waiting.add(text);
                characters += text.length();
            }
        }
        if (isClosed()) {
            wire.close(CloseCode.TOO_SLOW);
            return;
        }
        next(nowNanos);
    }

    /** Closes after what waits was sent. */
    void close(CloseCode code, long nowNanos) {
        synchronized (waiting) {
            if (closed || closing.isPresent()) {
                return;
            }
            closing = Optional.of(code);
        }
        next(nowNanos);
    }

    /** Closes at once. */
    void cutOff(CloseCode code) {
        synchronized (waiting) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
        }
        wire.close(code);
    }

    /** Since when one and the same message is being sent; empty if none is. */
    Optional<Long> sendingSince() {
        synchronized (waiting) {
            return sending && !closed ? Optional.of(sendingSince) : Optional.empty();
        }
    }

    private boolean isClosed() {
        synchronized (waiting) {
            return closed;
        }
    }

    private void next(long nowNanos) {
        String text;
        synchronized (waiting) {
            if (closed || sending) {
                return;
            }
            text = waiting.poll();
            if (text != null) {
                characters -= text.length();
                sending = true;
                sendingSince = nowNanos;
            } else if (closing.isPresent()) {
                closed = true;
            } else {
                return;
            }
        }
        if (text == null) {
            wire.close(closing.get());
            return;
        }
        wire.send(text, failure -> sent(failure));
    }

    private void sent(Throwable failure) {
        synchronized (waiting) {
            sending = false;
            if (failure != null) {
                closed = true;
                waiting.clear();
            }
        }
        if (failure == null) {
            next(System.nanoTime());
        } else {
            wire.close(CloseCode.BROKEN);
        }
    }
}
