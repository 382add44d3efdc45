package org.sightline.persistence.internal.rows;

import java.time.Duration;
import java.util.Optional;
import javax.persistence.Column;
import javax.persistence.EmbeddedId;
import javax.persistence.Entity;
import javax.persistence.Table;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.Pauses;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChangeId;

/** A change of a workspace's region. */
@Entity
@Table(name = "region_changes")
public class RegionChangeRow {
    @EmbeddedId
    private RowKey key;

    @Column(name = "from_region")
    private String from;

    @Column(name = "to_region")
    private String to;

    @Column(name = "requested_by")
    private String requestedBy;

    @Column(name = "state")
    private String state;

    @Column(name = "total_objects")
    private long totalObjects;

    @Column(name = "total_bytes")
    private long totalBytes;

    @Column(name = "moved_objects")
    private long movedObjects;

    @Column(name = "moved_bytes")
    private long movedBytes;

    @Column(name = "bytes_per_second")
    private long bytesPerSecond;

    @Column(name = "message")
    private String message;

    @Column(name = "pauses")
    private int pauses;

    @Column(name = "paused_millis")
    private long pausedMillis;

    @Column(name = "paused_since")
    private Long pausedSince;

    @Column(name = "started_at")
    private long startedAt;

    @Column(name = "ended_at")
    private Long endedAt;

    @Column(name = "report_content")
    private String reportContent;

    @Column(name = "report_algorithm")
    private String reportAlgorithm;

    @Column(name = "report_public_key")
    private String reportPublicKey;

    @Column(name = "report_signature")
    private String reportSignature;

    @Column(name = "version")
    private long version;

    protected RegionChangeRow() {}

    public RegionChangeRow(RegionChange regionChange) {
        key = new RowKey(regionChange.workspace(), regionChange.id().value());
        change(regionChange);
    }

    public void change(RegionChange regionChange) {
        from = regionChange.from();
        to = regionChange.to();
        requestedBy = regionChange.requestedBy();
        state = regionChange.state().name();
        totalObjects = regionChange.total().objects();
        totalBytes = regionChange.total().bytes();
        movedObjects = regionChange.moved().objects();
        movedBytes = regionChange.moved().bytes();
        bytesPerSecond = regionChange.bytesPerSecond();
        message = regionChange.message();
        pauses = regionChange.pauses().count();
        pausedMillis = regionChange.pauses().total().toMillis();
        pausedSince = Nanos.ofNullable(regionChange.pauses().since());
        startedAt = Nanos.of(regionChange.startedAt());
        endedAt = Nanos.ofNullable(regionChange.endedAt());
        SignedReport report = regionChange.report().orElse(new SignedReport(null, null, null, null));
        reportContent = report.content();
        reportAlgorithm = report.algorithm();
        reportPublicKey = report.publicKey();
        reportSignature = report.signature();
        version = regionChange.version();
    }

    public RegionChange value() {
        return new RegionChange(
                new RegionChangeId(key.id()),
                key.workspace(),
                from,
                to,
                requestedBy,
                RegionChange.State.valueOf(state),
                new Amount(totalObjects, totalBytes),
                new Amount(movedObjects, movedBytes),
                bytesPerSecond,
                message,
                new Pauses(pauses, Duration.ofMillis(pausedMillis), Nanos.optional(pausedSince)),
                Nanos.instant(startedAt),
                Nanos.optional(endedAt),
                Optional.ofNullable(reportContent)
                        .map(content -> new SignedReport(content, reportAlgorithm, reportPublicKey, reportSignature)),
                version);
    }
}
