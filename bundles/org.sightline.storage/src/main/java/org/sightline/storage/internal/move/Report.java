package org.sightline.storage.internal.move;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.StorageException;
import org.sightline.storage.internal.Digests;
import org.sightline.storage.spi.MovedObject;
import org.sightline.tenancy.Caller;

/** What a change has moved, in bounded memory for each object, as the document that is signed. */
final class Report {
    private static final String FORMAT = "sightline-region-change-1";

    private final Equipment equipment;
    private final RegionChange change;
    private final Caller caller;
    private final MessageDigest list = Digests.fresh();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private long goneSince;
    private StorageException failure;

    Report(Equipment equipment, RegionChange change, Caller caller) {
        this.equipment = equipment;
        this.change = change;
        this.caller = caller;
    }

    /** What of one owner has moved; sets are counted by 64 bits of a hash, so that a million of them take eight megabytes. */
    private static final class Tally {
        private Amount amount = Amount.NONE;
        private long[] sets = new long[64];
        private int noted;

        void add(MovedObject moved) {
            amount = amount.plus(new Amount(1, moved.length()));
            if (noted == sets.length) {
                sets = Arrays.copyOf(sets, noted * 2);
            }
            byte[] hash = Digests.fresh().digest(moved.set().getBytes(StandardCharsets.UTF_8));
            sets[noted++] = java.nio.ByteBuffer.wrap(hash).getLong();
        }

        long sets() {
            return Arrays.stream(sets, 0, noted).distinct().count();
        }
    }

    /** Goes through what was noted. An object that has been deleted since by its owner is counted, not listed. */
    void gather() throws StorageException {
        equipment.rows().store().scanMoved(change.workspace(), change.id(), moved -> {
            if (failure == null) {
                add(moved);
            }
        });
        if (failure != null) {
            throw failure;
        }
    }

    private void add(MovedObject moved) {
        try {
            if (!equipment.owners().claim(caller, ObjectKey.parse(moved.path()), change.to())) {
                goneSince++;
                return;
            }
        } catch (StorageException e) {
            failure = e;
            return;
        }
        tallies.computeIfAbsent(moved.owner(), unknown -> new Tally()).add(moved);
        list.update((moved.path() + " " + moved.sha256() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Everything that was moved and still is. */
    Amount amount() {
        return tallies.values().stream().map(tally -> tally.amount).reduce(Amount.NONE, Amount::plus);
    }

    /** @param change the row as it is now */
    String content(RegionChange now, Instant endedAt, List<Sweep.Scan> scans) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("format", FORMAT);
        content.put("change", now.id().value());
        content.put("workspace", now.workspace().value());
        content.put("from", now.from());
        content.put("to", now.to());
        content.put("requestedBy", now.requestedBy());
        content.put("startedAt", now.startedAt());
        content.put("endedAt", endedAt);
        content.put("pauses", pauses(now));
        content.put("moved", tallies.entrySet().stream().map(Report::owner).toList());
        content.put("deletedSince", goneSince);
        content.put(
                "list",
                ordered(
                        "lines", "path sha256",
                        "objects", amount().objects(),
                        "bytes", amount().bytes(),
                        "sha256", HexFormat.of().formatHex(list.digest())));
        content.put("scans", scans.stream().map(Report::scan).toList());
        return Json.of(content);
    }

    private static Object pauses(RegionChange change) {
        return ordered(
                "count", change.pauses().count(),
                "seconds", change.pauses().total().toSeconds());
    }

    private static Object owner(Map.Entry<String, Tally> entry) {
        Amount amount = entry.getValue().amount;
        return ordered(
                "owner", entry.getKey(),
                "sets", entry.getValue().sets(),
                "objects", amount.objects(),
                "bytes", amount.bytes());
    }

    private static Object scan(Sweep.Scan scan) {
        return ordered(
                "region", scan.region(),
                "backend", scan.backend(),
                "reached", scan.reached(),
                "leftOversErased", scan.erased().objects(),
                "bytesErased", scan.erased().bytes());
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
