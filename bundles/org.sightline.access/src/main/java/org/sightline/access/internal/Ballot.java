package org.sightline.access.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.sightline.access.AccessRequest;
import org.sightline.access.Decision;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every policy and counts: one DENY refuses, else one PERMIT allows, else it is refused. */
final class Ballot {
    private static final Logger LOG = LoggerFactory.getLogger(Ballot.class);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Set<AccessPolicy> policies = ConcurrentHashMap.newKeySet();
    private final AtomicLong slow = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong warnedAt;
    private volatile List<String> required = List.of();

    Ballot(LongSupplier nanos) {
        this.nanos = nanos;
        warnedAt = new AtomicLong(nanos.getAsLong() - BETWEEN_WARNINGS);
    }

    void add(AccessPolicy policy) {
        policies.add(policy);
    }

    void remove(AccessPolicy policy) {
        policies.remove(policy);
    }

    void require(List<String> names) {
        required = List.copyOf(names);
    }

    Decision decide(AccessRequest request) {
        List<Vote> votes = new ArrayList<>();
        for (AccessPolicy policy : policies) {
            votes.add(ask(policy, request));
        }
        for (String name : required) {
            if (votes.stream().noneMatch(vote -> vote.policy().equals(name))) {
                votes.add(new Vote(name, Choice.DENY, "the required policy " + name + " is not running"));
            }
        }
        votes.sort(Comparator.comparing(Vote::policy));
        return first(votes, Choice.DENY)
                .map(deny -> new Decision(false, deny.reason(), votes))
                .or(() -> first(votes, Choice.PERMIT).map(permit -> new Decision(true, permit.reason(), votes)))
                .orElseGet(() -> new Decision(false, "no policy permits this", votes));
    }

    List<String> names() {
        return policies.stream().map(Ballot::nameOf).sorted().toList();
    }

    List<String> missing() {
        List<String> running = names();
        return required.stream().filter(name -> !running.contains(name)).toList();
    }

    long slow() {
        return slow.get();
    }

    long failed() {
        return failed.get();
    }

    /** The boundary to code that may be anybody's, or whose bundle may be just stopping: whatever it throws refuses. */
    private Vote ask(AccessPolicy policy, AccessRequest request) {
        String name = nameOf(policy);
        long start = nanos.getAsLong();
        try {
            Vote vote = policy.vote(request);
            if (vote == null) {
                return failure(name, request, new IllegalStateException("no vote"));
            }
            return new Vote(name, vote.choice(), vote.reason());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failure(name, request, e);
        } finally {
            time(name, nanos.getAsLong() - start);
        }
    }

    private Vote failure(String name, AccessRequest request, Throwable cause) {
        failed.incrementAndGet();
        if (mayWarn()) {
            LOG.error("policy {} cannot vote on {}: refused", name, request.action(), cause);
        }
        return new Vote(name, Choice.DENY, "the policy " + name + " failed");
    }

    private void time(String name, long took) {
        if (took > SLOW) {
            slow.incrementAndGet();
            if (mayWarn()) {
                LOG.warn("policy {} took {} ms to vote", name, TimeUnit.NANOSECONDS.toMillis(took));
            }
        }
    }

    /** A policy that fails on every request must not fill the log. */
    private boolean mayWarn() {
        long now = nanos.getAsLong();
        long last = warnedAt.get();
        return now - last >= BETWEEN_WARNINGS && warnedAt.compareAndSet(last, now);
    }

    private static Optional<Vote> first(List<Vote> votes, Choice choice) {
        return votes.stream().filter(vote -> vote.choice() == choice).findFirst();
    }

    private static String nameOf(AccessPolicy policy) {
        try {
            String name = policy.name();
            return name == null ? "unnamed" : name;
        } catch (RuntimeException | LinkageError e) {
            return "unnamed"; // its vote fails as well, or counts
        }
    }
}
