package org.sightline.audit.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sightline.audit.AuditEntry;

/**
 * What an entry's hash is computed over: each field as UTF-8 after its length in four bytes, so that no two different
 * entries read alike. Fields: the form's name, workspace, sequence, milliseconds since 1970, subject, action, resource,
 * outcome, number of details, each key and value by key, hash of the entry before.
 */
final class CanonicalForm {
    private static final String NAME = "sightline-audit-1";

    private final MessageDigest sha256;

    private CanonicalForm() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The hash that the entry must have, whatever it says. */
    static String hash(AuditEntry entry) {
        CanonicalForm form = new CanonicalForm();
        form.add(NAME);
        form.add(entry.workspace().value());
        form.add(Long.toString(entry.sequence()));
        form.add(Long.toString(entry.at().toEpochMilli()));
        form.add(entry.subject());
        form.add(entry.action());
        form.add(entry.resource());
        form.add(entry.outcome().name());
        form.add(Integer.toString(entry.detail().size()));
        entry.detail().forEach((key, value) -> {
            form.add(key);
            form.add(value);
        });
        form.add(entry.previousHash());
        return HexFormat.of().formatHex(form.sha256.digest());
    }

    private void add(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
        sha256.update(bytes);
    }
}
