package org.sightline.access.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sightline.access.AccessRequest;
import org.sightline.access.Decision;
import org.sightline.access.PolicyHealth;
import org.sightline.access.PolicyHealth.State;
import org.sightline.access.Vote;
import org.sightline.access.Vote.Choice;
import org.sightline.access.spi.AccessPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every policy and counts: one DENY refuses, else one PERMIT allows, else it is refused. */
final class Ballot {
    private static final Logger LOG = LoggerFactory.getLogger(Ballot.class);

    private final LongSupplier nanos;
    private final Map<AccessPolicy, Voter> voters = new ConcurrentHashMap<>();
    private volatile Set<String> required = Set.of();
    private volatile long patience;

    Ballot(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void add(AccessPolicy policy) {
        voters.putIfAbsent(policy, new Voter(policy, nanos, () -> patience));
    }

    void remove(AccessPolicy policy) {
        Voter gone = voters.remove(policy);
        if (gone != null && missing(required).contains(gone.name())) {
            LOG.error("the required policy {} is gone: every request is refused until it is back", gone.name());
        }
    }

    /** What is required everywhere, and how long a vote may take. */
    void configure(Set<String> names, int millis) {
        required = Set.copyOf(names);
        patience = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** @param alsoRequired beside what is required everywhere */
    Decision decide(AccessRequest request, Set<String> alsoRequired) {
        List<Vote> votes = new ArrayList<>();
        for (Voter voter : voters.values()) {
            votes.add(voter.vote(request));
        }
        absent(votes, required);
        absent(votes, alsoRequired);
        votes.sort(Comparator.comparing(Vote::policy));
        return first(votes, Choice.DENY)
                .map(deny -> new Decision(false, deny.reason(), votes))
                .or(() -> first(votes, Choice.PERMIT).map(permit -> new Decision(true, permit.reason(), votes)))
                .orElseGet(() -> new Decision(false, "no policy permits this", votes));
    }

    List<PolicyHealth> health(Set<String> alsoRequired) {
        Set<String> needed = new TreeSet<>(required);
        needed.addAll(alsoRequired);
        List<PolicyHealth> health = new ArrayList<>();
        voters.values().forEach(voter -> health.add(voter.health(needed.contains(voter.name()))));
        missing(needed).forEach(name -> health.add(new PolicyHealth(name, State.MISSING, true, 0, 0, 0)));
        health.sort(Comparator.comparing(PolicyHealth::name));
        return health;
    }

    /** Those of some names that do not vote. */
    Set<String> missing(Set<String> names) {
        Set<String> missing = new TreeSet<>(names);
        voters.values().forEach(voter -> missing.remove(voter.name()));
        return missing;
    }

    private static void absent(List<Vote> votes, Set<String> required) {
        for (String name : required) {
            if (votes.stream().noneMatch(vote -> vote.policy().equals(name))) {
                votes.add(new Vote(name, Choice.DENY, "the required policy " + name + " is not running"));
            }
        }
    }

    private static Optional<Vote> first(List<Vote> votes, Choice choice) {
        return votes.stream().filter(vote -> vote.choice() == choice).findFirst();
    }
}
