package org.sightline.rest.internal.resource;

import java.util.Map;
import java.util.stream.Collectors;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;

/** What the subjects of stored facts are called now. */
final class PeopleNames {
    private PeopleNames() {}

    /** Names as people read them, by the user's id; what is no user's id has none. */
    static Map<String, String> of(Users users, Caller caller) {
        return users.list(caller).stream()
                .collect(Collectors.toMap(user -> user.id().value(), User::displayName));
    }
}
