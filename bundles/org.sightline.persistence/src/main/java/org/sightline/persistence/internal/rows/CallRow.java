package org.sightline.persistence.internal.rows;

import java.util.Optional;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.tenancy.UserId;

/** A call. */
@Entity
@Table(name = "calls")
public class CallRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "technician")
    private String technician;

    @Column(name = "technician_name")
    private String technicianName;

    @Column(name = "customer_name")
    private String customerName;

    @Column(name = "state")
    private String state;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "live_at")
    private Long liveAt;

    @Column(name = "ended_at")
    private Long endedAt;

    @Column(name = "end_reason")
    private String endReason;

    @Column(name = "version")
    private long version;

    protected CallRow() {}

    public CallRow(Call call) {
        key = new RowKey(call.workspace(), call.id().value());
        change(call);
    }

    public void change(Call call) {
        technician = call.technician().value();
        technicianName = call.technicianName();
        customerName = call.customerName();
        state = call.state().name();
        createdAt = Nanos.of(call.createdAt());
        liveAt = Nanos.ofNullable(call.liveAt());
        endedAt = Nanos.ofNullable(call.endedAt());
        endReason = call.endReason().orElse(null);
        version = call.version();
    }

    public Call value() {
        return new Call(
                new CallId(key.id()),
                key.workspace(),
                new UserId(technician),
                technicianName,
                customerName,
                CallState.valueOf(state),
                Nanos.instant(createdAt),
                Nanos.optional(liveAt),
                Nanos.optional(endedAt),
                Optional.ofNullable(endReason),
                version);
    }
}
