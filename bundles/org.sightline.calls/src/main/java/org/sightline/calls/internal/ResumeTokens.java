package org.sightline.calls.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.calls.ParticipantId;

/** With which secret which session is taken over; kept as hashes, as long as the session lives. */
final class ResumeTokens {

    /** The session of a participant in a live call. */
    record Session(LiveCall call, ParticipantId participant) {}

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** A fresh token for the session. */
    String issue(Session session) {
        String token = Secret.fresh();
        sessions.put(Secret.hash(token), session);
        return token;
    }

    Optional<Session> find(String token) {
        return Optional.ofNullable(sessions.get(Secret.hash(token)));
    }

    void revoke(String hash) {
        sessions.remove(hash);
    }

    int count() {
        return sessions.size();
    }
}
