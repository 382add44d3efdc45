package org.sightline.storage.sftp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SettingsTest {
    private static final String CONFIGURATION = "org.sightline.storage.sftp~main";

    private static SftpConfigs good() {
        return SftpConfigs.on(22).with("_password", "secret-word");
    }

    private static Settings settings(SftpConfigs configuration) {
        return new Settings(configuration.config(), CONFIGURATION);
    }

    @Test
    void badConfigurationNamesTheKey() {
        assertBad("name", "");
        assertBad("name", "../x");
        assertBad("region", "../etc");
        assertBad("host", "");
        assertBad("host", "a b");
        assertBad("port", 0);
        assertBad("port", 65_536);
        assertBad("user", "");
        assertBad("user", "a\nb");
        assertBad("directory", "");
        assertBad("directory", "/data/../etc");
        assertBad("directory", "..");
        assertBad("privateKeyFile", "relative/key");
        assertBad("hostKey", "SHA256:short");
        assertBad("hostKey", "MD5:aa:bb");
        assertBad("hostKey", "ssh-ed25519 AAAA");
        assertBad("connectSeconds", 0);
        assertBad("readSeconds", 601);
        assertBad("keepAliveSeconds", 0);
        assertBad("resumeSeconds", -1);
        assertBad("maxSessions", 0);
        assertBad("maxSessions", 65);
        assertBad("capacityMegabytes", -1L);
    }

    private static void assertBad(String key, Object value) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> settings(good().with(key, value)), key + "=" + value)
                .getMessage();
        assertTrue(message.startsWith(key + " of " + CONFIGURATION), message);
    }

    @Test
    void aKeyOrAPasswordIsNeeded() {
        String message = assertThrows(IllegalArgumentException.class, () -> settings(good().with("_password", "")))
                .getMessage();
        assertTrue(message.startsWith("privateKeyFile of " + CONFIGURATION), message);
    }

    @Test
    void secretsAreNotShown() {
        String shown = settings(good().with("_passphrase", "other-word")).toString();
        assertFalse(shown.contains("secret-word") || shown.contains("other-word"), shown);
    }

    @Test
    void directoriesAreWrittenInOneWay() {
        assertEquals(
                "/data/video",
                settings(good().with("directory", "/data//video/")).directory());
        assertEquals("", settings(good().with("directory", "/")).directory());
        assertEquals("video", settings(good().with("directory", "video")).directory());
        assertEquals("..video", settings(good().with("directory", "..video")).directory());
    }
}
