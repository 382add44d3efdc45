package org.sightline.media.sfu.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sightline.media.webrtc.stun.StunMessage;

/**
 * Gives each datagram to its connection: a connectivity check by the user fragment it addresses, anything else by the
 * path it came on, which an authenticated check has bound before.
 */
final class Switchboard {
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder unsent = new LongAdder();

    void add(String fragment, Connection connection) {
        connections.put(fragment, connection);
    }

    void remove(String fragment, Connection connection) {
        connections.remove(fragment, connection);
    }

    /** Any I/O thread; the bytes are the caller's again afterwards. */
    void datagram(Path path, byte[] bytes, int length) {
        long now = System.nanoTime();
        if (StunMessage.isStun(bytes, length)) {
            check(path, bytes, length, now);
            return;
        }
        Connection owner = path.owner();
        if (owner == null) {
            reject();
        } else {
            owner.datagram(path, bytes, length, now);
        }
    }

    private void check(Path path, byte[] bytes, int length, long now) {
        Optional<StunMessage> message = StunMessage.parse(bytes, length);
        if (message.isEmpty() || message.get().type() != StunMessage.Type.BINDING_REQUEST) {
            if (message.isEmpty() || message.get().type() != StunMessage.Type.BINDING_INDICATION) {
                reject();
            }
            return;
        }
        Connection connection = connections.get(message.get().localFragment());
        if (connection == null || !connection.check(message.get(), path, now)) {
            reject();
        }
    }

    /** Counts a datagram that belongs to nobody. */
    void reject() {
        rejected.increment();
    }

    /** Counts a datagram that the operating system did not take. */
    void unsent() {
        unsent.increment();
    }

    long rejected() {
        return rejected.sum();
    }

    long notSent() {
        return unsent.sum();
    }
}
