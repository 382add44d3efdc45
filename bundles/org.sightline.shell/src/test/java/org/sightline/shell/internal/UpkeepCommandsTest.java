package org.sightline.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sightline.access.Action;
import org.sightline.keys.KeysException.Reason;

/** Keys and the integrity of what is stored, from the console. */
final class UpkeepCommandsTest {
    private final FakePlatform platform = new FakePlatform();
    private final FakeKeys keys = new FakeKeys();
    private final FakeIntegrity integrity = new FakeIntegrity();

    private KeyRotate keyRotate() {
        KeyRotate command = new KeyRotate();
        command.rotations = keys;
        command.workspace = "north";
        return command;
    }

    private RecordingScrub scrub(String workspace) {
        RecordingScrub command = new RecordingScrub();
        command.checks = integrity;
        command.workspace = workspace;
        return command;
    }

    private RecordingIntegrity shown(String workspace) {
        RecordingIntegrity command = new RecordingIntegrity();
        command.checks = integrity;
        command.workspace = workspace;
        return command;
    }

    @Test
    void aKeyIsRotatedAndProvidersAreListedWithTheRotation() throws Exception {
        String rotated = platform.run(keyRotate());
        assertTrue(rotated.startsWith("key of north: version 2 of local is current, 5 of 10 wrapped anew"), rotated);
        platform.assertAsked(Action.KEY_ROTATE, platform.north.id());

        KeyList list = new KeyList();
        list.keys = keys;
        list.rotations = keys;
        String listed = platform.run(list);
        assertTrue(listed.contains("in /etc/keys") && listed.contains("no answer"), listed);
        assertTrue(listed.contains("north") && listed.contains("5 of 10"), listed);
    }

    @Test
    void aKeyStoreThatDoesNotAnswerIsNamed() {
        keys.fails = Reason.UNAVAILABLE;
        assertEquals("key-unavailable: local: the key store does not open", platform.failure(keyRotate()));
        keys.fails = Reason.DESTROYED;
        assertTrue(platform.failure(keyRotate()).startsWith("key-destroyed: "));
    }

    @Test
    void aScrubIsBegunForOneWorkspaceOrForAll() throws Exception {
        assertEquals("north: 3 of 10 recordings checked\n", platform.run(scrub("north")));
        platform.assertAsked(Action.RECORDING_VERIFY, platform.north.id());
        assertEquals("north: 3 of 10 recordings checked\n", platform.run(scrub(null)));
        integrity.off = true;
        assertEquals("checks-off: the configured rate is 0", platform.failure(scrub("north")));
    }

    @Test
    void whatTheChecksHaveFoundIsShown() throws Exception {
        platform.run(scrub("north"));
        for (String workspace : new String[] {"north", null}) {
            String printed = platform.run(shown(workspace));
            assertTrue(printed.contains(integrity.damaged.value()), printed);
            assertTrue(printed.contains("take 1: record 7 was altered"), printed);
            assertTrue(printed.contains("3 of 10, 2 cannot be read now"), printed);
            platform.assertAsked(Action.RECORDING_VERIFY, platform.north.id());
        }
    }
}
