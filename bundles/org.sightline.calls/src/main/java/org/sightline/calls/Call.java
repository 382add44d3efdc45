package org.sightline.calls;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.sightline.tenancy.Names;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/**
 * A call between a technician and an end customer.
 *
 * @param technician the user who created it and holds it
 * @param technicianName as the customer reads it
 * @param customerName as the technician typed it, 1 to 120 characters
 * @param liveAt when both sides were first connected
 * @param endReason {@code technician}, {@code customer}, {@code administrator}, {@code operator}, {@code abandoned} or
 *     {@code platform}; empty until it has ended
 * @param version counts the changes: a store refuses to overwrite a newer version
 */
public record Call(
        CallId id,
        WorkspaceId workspace,
        UserId technician,
        String technicianName,
        String customerName,
        CallState state,
        Instant createdAt,
        Optional<Instant> liveAt,
        Optional<Instant> endedAt,
        Optional<String> endReason,
        long version) {
    public Call {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(technician, "technician");
        Objects.requireNonNull(technicianName, "technicianName");
        Names.requireText("customerName", customerName, 120);
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(liveAt, "liveAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(endReason, "endReason");
    }
}
