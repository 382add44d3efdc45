package org.sightline.tenancy;

import java.time.Instant;
import java.util.Objects;

/**
 * A person with an account in a workspace.
 *
 * @param name typed at sign-in, unique in the workspace; a slug or an e-mail address of at most 120 characters
 * @param authorisedToReview whether a workspace's review policy that admits technicians admits this one
 * @param passwordChangeDue the password is a one-time password: nothing is allowed before it is changed
 */
public record User(
        UserId id,
        WorkspaceId workspace,
        String name,
        String displayName,
        Role role,
        boolean active,
        boolean authorisedToReview,
        boolean passwordChangeDue,
        Instant createdAt) {
    public User {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(createdAt, "createdAt");
        if (name == null || !name.matches("[a-z0-9][a-z0-9._+-]{0,59}(?:@[a-z0-9][a-z0-9.-]{0,58})?")) {
            throw new InvalidNameException(
                    "userName", "1 to 60 of a-z 0-9 . _ + -, or an e-mail address in lower case");
        }
        Names.requireText("displayName", displayName, 120);
        if (role == null || !role.ofUsers()) {
            throw new InvalidNameException("role", "administrator, supervisor or technician");
        }
    }

    /** The caller that this user is. */
    public Caller caller() {
        return new Caller(workspace, id.value(), java.util.Set.of(role));
    }
}
