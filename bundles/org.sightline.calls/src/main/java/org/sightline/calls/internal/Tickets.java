package org.sightline.calls.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sightline.calls.CallException;
import org.sightline.calls.Calls;

/** One-time tickets, kept as hashes: each opens one connection within a minute. */
final class Tickets {
    static final Duration VALID = Duration.ofSeconds(60);
    private static final int MOST = 10_000;
    private static final int MOST_OF_A_CALL = 20;

    private record Issued(Claim claim, Instant expiresAt) {}

    private final Clock clock;
    /** By hash, oldest first. */
    private final Map<String, Issued> issued = new LinkedHashMap<>();

    Tickets(Clock clock) {
        this.clock = clock;
    }

    /** @throws CallException {@code too-many-signals} if a great many are waiting to be used */
    synchronized Calls.Ticket issue(Claim claim) {
        Instant now = clock.instant();
        issued.values().removeIf(ticket -> !now.isBefore(ticket.expiresAt()));
        dropOldestOf(claim);
        if (issued.size() >= MOST) {
            throw new CallException("too-many-signals", "too many people are joining at once; try again in a minute");
        }
        String value = Secret.fresh();
        Instant expiresAt = now.plus(VALID);
        issued.put(Secret.hash(value), new Issued(claim, expiresAt));
        return new Calls.Ticket(value, expiresAt);
    }

    /** Whoever holds one link cannot use up the room of others: the call's own oldest ticket gives way. */
    private void dropOldestOf(Claim claim) {
        long waiting = issued.values().stream()
                .filter(ticket -> ticket.claim().call().equals(claim.call()))
                .count();
        Iterator<Issued> oldestFirst = issued.values().iterator();
        while (waiting >= MOST_OF_A_CALL && oldestFirst.hasNext()) {
            if (oldestFirst.next().claim().call().equals(claim.call())) {
                oldestFirst.remove();
                waiting--;
            }
        }
    }

    /** What the ticket opens; empty if it is unknown, used or expired. */
    synchronized Optional<Claim> use(String value) {
        return Optional.ofNullable(issued.remove(Secret.hash(value)))
                .filter(ticket -> clock.instant().isBefore(ticket.expiresAt()))
                .map(Issued::claim);
    }

    synchronized void revoke(Predicate<Claim> which) {
        issued.values().removeIf(ticket -> which.test(ticket.claim()));
    }
}
