package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SettingsTest {
    private static S3Configs good() {
        return S3Configs.named("s3-main", "eu-central-1");
    }

    private static Settings settings(S3Configs config) {
        return Settings.of(config.make(), "org.sightline.storage.s3~main");
    }

    private static void assertBad(String key, S3Configs config) {
        String message = assertThrows(IllegalArgumentException.class, () -> settings(config))
                .getMessage();
        assertTrue(message.startsWith(key + " of org.sightline.storage.s3~main: "), message);
    }

    @Test
    void nameRegionAndBucketAreEnoughAtAmazon() {
        Settings settings = settings(good());
        assertEquals("eu-central-1", settings.signingRegion());
        assertEquals("bucket recordings at AWS eu-central-1", settings.toString());
    }

    @Test
    void aPrefixEndsWithASlash() {
        assertEquals("a/b/", settings(good().with("prefix", "a/b")).prefix());
        assertEquals("a/b/", settings(good().with("prefix", "a/b/")).prefix());
    }

    @Test
    void badConfigurationNamesTheKey() {
        assertBad("name", good().with("name", ""));
        assertBad("name", good().with("name", "../x"));
        assertBad("region", good().with("region", "Frankfurt am Main"));
        assertBad("bucket", good().with("bucket", "a/b"));
        assertBad("prefix", good().with("prefix", "/a"));
        assertBad("prefix", good().with("prefix", "a//b"));
        assertBad("prefix", good().with("prefix", "../a"));
        assertBad("endpoint", good().with("endpoint", "s3.example.com"));
        assertBad("endpoint", good().with("endpoint", "ftp://s3.example.com"));
        assertBad("endpoint", good().with("endpoint", "https://user:word@s3.example.com"));
        assertBad("endpoint", good().with("endpoint", "https:// s3"));
        assertBad(".secretAccessKey", good().with("accessKeyId", "id"));
        assertBad("accessKeyId", good().with(".secretAccessKey", "secret"));
        assertBad("sse", good().with("sse", "rot13"));
        assertBad("kmsKeyId", good().with("kmsKeyId", "key"));
        assertBad("trust", good().with("trust", "relative.pem"));
        assertBad("partMegabytes", good().with("partMegabytes", 4));
        assertBad("parts", good().with("parts", 0));
        assertBad("connectSeconds", good().with("connectSeconds", 0));
        assertBad("readSeconds", good().with("readSeconds", 0));
        assertBad("maxRetries", good().with("maxRetries", -1));
        assertBad("maxConnections", good().with("maxConnections", 1));
        assertBad("capacityMegabytes", good().with("capacityMegabytes", -1L));
        assertBad("healthSeconds", good().with("healthSeconds", 0));
    }

    @Test
    void plainHttpStaysOnThisMachine() {
        assertBad("endpoint", good().with("endpoint", "http://s3.example.com"));
        assertBad("endpoint", good().with("endpoint", "http://127.0.0.1.example.com"));
        settings(good().with("endpoint", "http://127.0.0.1:9000"));
        settings(good().with("endpoint", "http://localhost:9000"));
        settings(good().with("endpoint", "http://[::1]:9000"));
    }

    @Test
    void atAmazonARegionLiesWhereItsNameSays() {
        assertBad("signingRegion", good().with("signingRegion", "us-east-1"));
        settings(good().with("region", "frankfurt").with("signingRegion", "eu-central-1"));
        settings(good().with("endpoint", "https://s3.example.com").with("signingRegion", "us-east-1"));
    }
}
