package org.sightline.persistence.internal.rows;

import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;

/** A user with its password's hash. */
@Entity
@Table(name = "users")
public class UserRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "name")
    private String name;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "role")
    private String role;

    @Column(name = "active")
    private boolean active;

    @Column(name = "authorised_to_review")
    private boolean authorisedToReview;

    @Column(name = "password_change_due")
    private boolean passwordChangeDue;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "created_at")
    private long createdAt;

    protected UserRow() {}

    public UserRow(User user, String passwordHash) {
        key = new RowKey(user.workspace(), user.id().value());
        name = user.name();
        createdAt = Nanos.of(user.createdAt());
        this.passwordHash = passwordHash;
        change(user);
    }

    /** Takes over what may change. */
    public void change(User user) {
        displayName = user.displayName();
        role = user.role().name();
        active = user.active();
        authorisedToReview = user.authorisedToReview();
        passwordChangeDue = user.passwordChangeDue();
    }

    public void changePassword(String hash, boolean changeDue) {
        passwordHash = hash;
        passwordChangeDue = changeDue;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public User value() {
        return new User(
                new UserId(key.id()),
                key.workspace(),
                name,
                displayName,
                Role.valueOf(role),
                active,
                authorisedToReview,
                passwordChangeDue,
                Nanos.instant(createdAt));
    }
}
