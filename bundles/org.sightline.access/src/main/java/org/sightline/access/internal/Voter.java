package org.sightline.access.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.sightline.access.AccessRequest;
import org.sightline.access.PolicyHealth;
import org.sightline.access.PolicyHealth.State;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One policy, asked so that whatever it does, it cannot allow what it did not allow in time. */
final class Voter {
    private static final Logger LOG = LoggerFactory.getLogger(Voter.class);
    private static final long STUCK = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final AccessPolicy policy;
    private final String name;
    private final LongSupplier nanos;
    private final LongSupplier patience;
    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();
    private final LongAdder votes = new LongAdder();
    private final LongAdder slow = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicLong warnedAt;
    private volatile State state = State.VOTING;

    private record Answer(Vote vote, boolean late, boolean failed) {}

    /** @param patience how many nanoseconds a vote may take */
    Voter(AccessPolicy policy, LongSupplier nanos, LongSupplier patience) {
        this.policy = policy;
        this.name = nameOf(policy);
        this.nanos = nanos;
        this.patience = patience;
        this.warnedAt = new AtomicLong(nanos.getAsLong() - BETWEEN_WARNINGS);
    }

    String name() {
        return name;
    }

    PolicyHealth health(boolean required) {
        State now = isStuck() ? State.SLOW : state;
        return new PolicyHealth(name, now, required, votes.sum(), slow.sum(), failed.sum());
    }

    Vote vote(AccessRequest request) {
        votes.increment();
        if (isStuck()) { // or a policy that hangs would take one thread after the other with it
            return tooSlow(request);
        }
        Answer answer = ask(request);
        if (answer.late() && answer.vote().choice() != Choice.DENY) {
            answer = ask(request);
            if (answer.late() && answer.vote().choice() != Choice.DENY) {
                return tooSlow(request);
            }
        }
        if (!answer.failed()) {
            become(State.VOTING);
        }
        return answer.vote();
    }

    /** The boundary to code that may be anybody's, or whose bundle may be just stopping: whatever it throws refuses. */
    private Answer ask(AccessRequest request) {
        long start = nanos.getAsLong();
        waiting.put(Thread.currentThread(), start);
        try {
            Vote vote = policy.vote(request);
            if (vote == null) {
                return failure(request, new IllegalStateException("no vote"));
            }
            boolean late = nanos.getAsLong() - start > patience.getAsLong();
            return new Answer(new Vote(name, vote.choice(), vote.reason()), late, false);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failure(request, e);
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    private boolean isStuck() {
        if (waiting.isEmpty()) {
            return false;
        }
        long now = nanos.getAsLong();
        return waiting.values().stream().anyMatch(since -> now - since > STUCK);
    }

    private Answer failure(AccessRequest request, Throwable cause) {
        failed.increment();
        become(State.FAILING);
        if (mayWarn()) {
            LOG.error("policy {} cannot vote on {}: refused", name, request.action(), cause);
        }
        return new Answer(new Vote(name, Choice.DENY, "the policy " + name + " failed"), false, true);
    }

    private Vote tooSlow(AccessRequest request) {
        slow.increment();
        become(State.SLOW);
        if (mayWarn()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(patience.getAsLong());
            LOG.error("policy {} takes more than {} ms to vote on {}: refused", name, millis, request.action());
        }
        return new Vote(name, Choice.DENY, "the policy " + name + " took too long");
    }

    private void become(State next) {
        if (state != next) {
            state = next;
        }
    }

    /** A policy that fails on every request must not fill the log. */
    private boolean mayWarn() {
        long now = nanos.getAsLong();
        long last = warnedAt.get();
        return now - last >= BETWEEN_WARNINGS && warnedAt.compareAndSet(last, now);
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
