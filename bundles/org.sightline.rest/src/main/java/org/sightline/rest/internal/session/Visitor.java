package org.sightline.rest.internal.session;

import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Sessions.Session;
import org.sightline.tenancy.User;

/** Who sent a request, as its session cookie says. */
public record Visitor(Session session, String token) {

    public User user() {
        return session.user();
    }

    public Caller caller() {
        return user().caller();
    }

    @Override
    public String toString() {
        return "Visitor[" + session.id() + "]";
    }
}
