package org.sightline.calls.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sightline.calls.Consent;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.Signal;
import org.sightline.tenancy.UserId;

/** Who is in a live call, in the order in which they came. Everything here runs in the call's turns. */
final class Seats {
    static final int MOST = 6;

    private final UserId technician;
    private final Map<ParticipantId, Seat> seats = new LinkedHashMap<>();
    /** What users answered, so that nobody is asked twice after a reload. */
    private final Map<UserId, Consent> answers = new LinkedHashMap<>();

    /** @param technician who holds the call and always finds a place */
    Seats(UserId technician) {
        this.technician = technician;
    }

    boolean hasRoomFor(Claim claim) {
        boolean holder = isOf(claim.user(), technician);
        boolean returning =
                claim.user().isPresent() && anyMatch(seat -> seat.user().equals(claim.user()));
        boolean holderIsHere = anyMatch(seat -> isOf(seat.user(), technician));
        int places = holder || holderIsHere ? MOST : MOST - 1;
        return returning || seats.size() < places;
    }

    void add(Seat seat) {
        seats.put(seat.id(), seat);
    }

    /** Takes seats away and remembers what their users answered. */
    List<Seat> take(Predicate<Seat> which) {
        List<Seat> taken = all().stream().filter(which).toList();
        taken.forEach(seat -> {
            seats.remove(seat.id());
            seat.user().ifPresent(user -> answers.put(user, seat.consent()));
        });
        return taken;
    }

    Optional<Seat> find(ParticipantId id) {
        return Optional.ofNullable(seats.get(id));
    }

    /** What a user answered before it left. */
    Optional<Consent> earlierAnswer(Claim claim) {
        return claim.user().map(answers::get);
    }

    /** A copy: seats may come and go while it is walked. */
    Collection<Seat> all() {
        return List.copyOf(seats.values());
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    boolean anyMatch(Predicate<Seat> condition) {
        return seats.values().stream().anyMatch(condition);
    }

    /** Whether media of this side flow. */
    boolean flows(ParticipantRole role) {
        return anyMatch(seat -> seat.role() == role && seat.media().flowing());
    }

    void broadcast(Signal.FromServer signal) {
        all().forEach(seat -> seat.send(signal));
    }

    void broadcastExcept(Seat not, Signal.FromServer signal) {
        all().stream().filter(seat -> seat != not).forEach(seat -> seat.send(signal));
    }

    private static boolean isOf(Optional<UserId> user, UserId other) {
        return user.filter(other::equals).isPresent();
    }
}
