package org.sightline.media.webrtc.client;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sightline.media.webrtc.sdp.Candidate;
import org.sightline.media.webrtc.sdp.IceCredentials;
import org.sightline.media.webrtc.stun.StunMessage;
import org.sightline.media.webrtc.stun.StunWriter;

/** The controlling agent's checks: finds the address that answers, nominates it and keeps it alive (RFC 8445 §8.1). */
final class IceChecks {
    private static final long SEARCH_NANOS = 50_000_000L;
    private static final long KEEP_NANOS = 1_000_000_000L;
    private static final int PRIORITY = 126 << 24 | 65535 << 8 | 255;

    private final SecureRandom random;
    private final IceCredentials local;
    private final IceCredentials remote;
    private final byte[] password;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<byte[]> transactions = new ArrayList<>();
    private final long tieBreaker;
    private volatile InetSocketAddress found;
    private volatile boolean nominated;
    private long lastRound;
    private volatile int roundTripMillis = -1;

    IceChecks(SecureRandom random, IceCredentials local, IceCredentials remote, List<Candidate> candidates) {
        this.random = random;
        this.local = local;
        this.remote = remote;
        password = remote.password().getBytes(StandardCharsets.US_ASCII);
        tieBreaker = random.nextLong();
        for (Candidate candidate : candidates) {
            addresses.add(new InetSocketAddress(candidate.address(), candidate.port()));
        }
    }

    /** Sends a check. */
    interface Sender {
        void send(InetSocketAddress to, byte[] message);
    }

    /** Sends what is due. */
    void tick(long now, Sender sender) {
        if (now - lastRound < (nominated ? KEEP_NANOS : SEARCH_NANOS) && lastRound != 0) {
            return;
        }
        lastRound = now;
        transactions.clear();
        for (InetSocketAddress address : found == null ? addresses : List.of(found)) {
            byte[] transaction = new byte[12];
            random.nextBytes(transaction);
            transactions.add(transaction);
            sender.send(
                    address,
                    StunWriter.check(
                            transaction,
                            remote.fragment(),
                            local.fragment(),
                            password,
                            PRIORITY,
                            tieBreaker,
                            found != null));
        }
    }

    /** Takes a response; true if it answers the last checks. */
    boolean response(StunMessage message, long now) {
        if (message.type() != StunMessage.Type.BINDING_SUCCESS || !message.isAuthentic(password)) {
            return false;
        }
        for (int i = 0; i < transactions.size(); i++) {
            if (Arrays.equals(transactions.get(i), message.transaction())) {
                roundTripMillis = (int) ((now - lastRound) / 1_000_000);
                if (found == null) {
                    found = addresses.get(i);
                    lastRound = 0; // nominate at once
                } else {
                    nominated = true;
                }
                return true;
            }
        }
        return false;
    }

    boolean isNominated() {
        return nominated;
    }

    /** The address that answered, or null. */
    InetSocketAddress remote() {
        return found;
    }

    int roundTripMillis() {
        return roundTripMillis;
    }
}
