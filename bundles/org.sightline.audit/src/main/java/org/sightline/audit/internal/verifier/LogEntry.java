package org.sightline.audit.internal.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** An entry of a log as the form that is hashed knows it. */
public record LogEntry(
        String workspace,
        long sequence,
        Instant at,
        String subject,
        String action,
        String resource,
        String outcome,
        SortedMap<String, String> detail,
        String previousHash,
        String hash) {
    private static final String FORM = "sightline-audit-1";

    public LogEntry {
        detail = Collections.unmodifiableSortedMap(new TreeMap<>(detail));
    }

    /**
     * The hash that it must have, whatever it says: SHA-256 over each field as UTF-8 after its length in four bytes, so that
     * no two different entries read alike. Fields: the form's name, workspace, sequence, milliseconds since 1970, subject,
     * action, resource, outcome, number of details, each key and value by key, hash of the entry before.
     */
    public String expectedHash() {
        MessageDigest sha256 = sha256();
        add(sha256, FORM);
        add(sha256, workspace);
        add(sha256, Long.toString(sequence));
        add(sha256, Long.toString(at.toEpochMilli()));
        add(sha256, subject);
        add(sha256, action);
        add(sha256, resource);
        add(sha256, outcome);
        add(sha256, Integer.toString(detail.size()));
        detail.forEach((key, value) -> {
            add(sha256, key);
            add(sha256, value);
        });
        add(sha256, previousHash);
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Whether it is what was hashed, of which nothing is finer than a millisecond. */
    boolean isUnchanged() {
        return at.equals(at.truncatedTo(ChronoUnit.MILLIS)) && hash.equals(expectedHash());
    }

    private static void add(MessageDigest sha256, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
        sha256.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
