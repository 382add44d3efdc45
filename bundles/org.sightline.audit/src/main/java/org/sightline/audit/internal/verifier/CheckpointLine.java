package org.sightline.audit.internal.verifier;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint as one line of text: form, workspace, size, root, hash of the last entry, time, public key and signature,
 * each after one space. What is signed is the line as far as the time, in UTF-8.
 *
 * @param size how many entries it vouches for
 * @param root of the tree over their hashes, lower-case hex
 * @param lastHash of the last of them, lower-case hex
 * @param publicKey base64 of the SubjectPublicKeyInfo
 * @param signature base64
 */
public record CheckpointLine(
        String workspace, long size, String root, String lastHash, Instant at, String publicKey, String signature) {
    /** Longer lines are none. */
    public static final int LONGEST = 1_000;

    private static final String FORM = "sightline-audit-checkpoint-1";
    private static final Pattern LINE = Pattern.compile(FORM
            + " (ws_[0-9a-f-]{36}) ([1-9][0-9]{0,17}) ([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9TZ:.-]{20,30})"
            + " ([A-Za-z0-9+/=]{1,400}) ([A-Za-z0-9+/=]{1,200})");

    /** @throws IllegalArgumentException if it is none */
    public static CheckpointLine parse(String line) {
        Matcher fields = LINE.matcher(line.length() <= LONGEST ? line : "");
        if (fields.matches()) {
            try {
                CheckpointLine read = new CheckpointLine(
                        fields.group(1),
                        Long.parseLong(fields.group(2)),
                        fields.group(3),
                        fields.group(4),
                        Instant.parse(fields.group(5)),
                        fields.group(6),
                        fields.group(7));
                if (read.toString().equals(line)) {
                    return read;
                }
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("not a checkpoint", e);
            }
        }
        throw new IllegalArgumentException("not a checkpoint");
    }

    /** What the signature is over. */
    public byte[] signed() {
        return unsigned().getBytes(StandardCharsets.UTF_8);
    }

    /** The line, without an end. */
    @Override
    public String toString() {
        return unsigned() + " " + publicKey + " " + signature;
    }

    private String unsigned() {
        return String.join(" ", FORM, workspace, Long.toString(size), root, lastHash, at.toString());
    }
}
