package org.sightline.keys.aws.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    private static Settings with(String key, Object value) {
        Map<String, Object> given = new HashMap<>(Map.of("regions", new String[] {"ca-central-1"}));
        given.put(key, value);
        return new Settings(Configs.of(given));
    }

    private static void assertBad(String key, Object value, String named) {
        String message = assertThrows(IllegalArgumentException.class, () -> with(key, value))
                .getMessage();
        assertTrue(message.startsWith(named + " of org.sightline.keys.aws: "), message);
        assertFalse(message.contains("\n"));
    }

    @Test
    void regionsMayBeAListOrOneText() {
        Settings settings = with("regions", new String[] {"ca-central-1, montreal=ca-central-1", "bonn=eu-central-1"});
        assertEquals(Optional.of("ca-central-1"), settings.awsRegion("ca-central-1"));
        assertEquals(Optional.of("ca-central-1"), settings.awsRegion("montreal"));
        assertEquals(Optional.of("eu-central-1"), settings.awsRegion("bonn"));
        assertEquals(Optional.empty(), settings.awsRegion("eu-central-1"));
        assertEquals(Set.of("ca-central-1", "eu-central-1"), settings.awsRegions());
    }

    @Test
    void theEndpointMayNameTheRegion() {
        Settings settings = with("endpoint", "https://vpce-1.kms.{region}.vpce.amazonaws.com");
        assertEquals(
                Optional.of(URI.create("https://vpce-1.kms.ca-central-1.vpce.amazonaws.com")),
                settings.endpoint("ca-central-1"));
        assertEquals(Optional.empty(), with("endpoint", " ").endpoint("ca-central-1"));
    }

    @Test
    void aBadKeyIsNamed() {
        assertBad("regions", new String[0], "regions");
        assertBad("regions", new String[] {"Montreal"}, "regions");
        assertBad("regions", new String[] {"montreal"}, "regions");
        assertBad("regions", new String[] {"montreal="}, "regions");
        assertBad("regions", new String[] {"montreal=../x-1"}, "regions");
        assertBad("regions", new String[] {"ca-central-1,ca-central-1"}, "regions");
        assertBad("prefix", "", "prefix");
        assertBad("prefix", "a/b", "prefix");
        assertBad("endpoint", "kms.example.com", "endpoint");
        assertBad("endpoint", "http://kms.example.com", "endpoint");
        assertBad("endpoint", "https://user@kms.example.com", "endpoint");
        assertBad("accessKeyId", "AKID", ".secretAccessKey");
        assertBad("_secretAccessKey", "secret", "accessKeyId");
        assertBad("deletionDays", 6, "deletionDays");
        assertBad("connectSeconds", 0, "connectSeconds");
        assertBad("readSeconds", 61, "readSeconds");
        assertBad("callSeconds", 0, "callSeconds");
        assertBad("maxRetries", -1, "maxRetries");
    }

    /** Whoever reads that a workspace's region is eu-central-1 takes it that its keys are there. */
    @Test
    void theNameOfAnAwsRegionPromisesThatRegion() {
        assertBad("regions", new String[] {"eu-central-1=us-east-1"}, "regions");
    }
}
