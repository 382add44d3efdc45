package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

final class ReceiptTest {
    private static final String OURS = "0123456789abcdef0123456789abcdef";
    private static final String THEIRS = "ffffffffffffffffffffffffffffffff";

    @Test
    void aTagThatIsAHashMustBeOurs() {
        assertFalse(Receipt.contradicts(OURS, "\"" + OURS.toUpperCase() + "\"", null));
        assertTrue(Receipt.contradicts(OURS, THEIRS, null));
        assertTrue(Receipt.contradicts(OURS, THEIRS, ServerSideEncryption.AES256));
        assertTrue(Receipt.contradicts(OURS + "-2", OURS + "-3", null));
    }

    @Test
    void aTagThatIsNoHashSaysNothing() {
        assertFalse(Receipt.contradicts(OURS, null, null));
        assertFalse(Receipt.contradicts(OURS, "\"version 7\"", null));
        assertFalse(Receipt.contradicts(OURS, THEIRS, ServerSideEncryption.AWS_KMS));
        assertFalse(Receipt.contradicts(OURS + "-2", THEIRS, null));
    }

    @Test
    void aChecksumThatIsGivenMustBeOurs() {
        assertFalse(Receipt.contradicts("AAAA", null));
        assertFalse(Receipt.contradicts("AAAA", "AAAA"));
        assertTrue(Receipt.contradicts("AAAA", "BBBB"));
    }
}
