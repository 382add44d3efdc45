package org.sightline.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.persistence.internal.stores.JpaRecordingCheckStore;
import org.sightline.persistence.internal.stores.JpaRecordingStore;
import org.sightline.persistence.internal.stores.JpaWorkspaceStore;
import org.sightline.recording.Recording;
import org.sightline.recording.spi.RecordingSamples;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.tenancy.WorkspaceId;

class OpeningTest {
    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        WorkspaceId workspace = WorkspaceId.fresh();
        try (OpenDatabase database = open()) {
            new JpaWorkspaceStore(database.transactions()).putSetting(workspace, "key", "value");
        }

        try (OpenDatabase database = open()) {
            assertEquals(
                    Optional.of("value"), new JpaWorkspaceStore(database.transactions()).setting(workspace, "key"));
        }
    }

    @Test
    void thePasswordIsRandomKeptAndReadableByItsOwnerOnly() throws Exception {
        Path one = directory.resolve("one");
        String password = EmbeddedH2.in(one, 2).password();

        assertEquals(password, EmbeddedH2.in(one, 2).password());
        assertEquals(43, password.length());
        assertFalse(password.equals(EmbeddedH2.in(directory.resolve("two"), 2).password()));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one.resolve("password"))));
    }

    @Test
    void aWrongPasswordOpensNothing() throws Exception {
        open().close();
        Files.delete(directory.resolve("password"));

        assertThrows(RuntimeException.class, this::open);
    }

    @Test
    void aLockLeftByACrashIsRemoved() throws Exception {
        try (OpenDatabase database = open()) {
            execute("update databasechangeloglock set locked = true, lockgranted = current_timestamp, lockedby = 'x'");
            execute("delete from databasechangelog where id = '005-recording-pauses'");
            execute("drop table recording_pauses");
        }

        open().close();
    }

    @Test
    void whatAnOlderVersionStoredIsAddedUp() throws Exception {
        Recording recording = RecordingSamples.stored(
                WorkspaceId.fresh(), RecordingSamples.ELSEWHERE, Instant.EPOCH, RecordingSamples.KEY);
        try (OpenDatabase database = open()) {
            new JpaRecordingStore(database.transactions()).insert(recording.workspace(), recording, List.of());
            for (String index : List.of("region", "key", "sidecar", "check", "check_anywhere", "damage")) {
                execute("drop index recordings_" + index);
            }
            for (String column :
                    List.of("path", "region", "backend", "length", "sha256", "key_provider", "key_version")) {
                execute("alter table recordings drop column sidecar_" + column);
            }
            for (String column :
                    List.of("stored_objects", "stored_bytes", "checked_at", "check_intact", "check_message")) {
                execute("alter table recordings drop column " + column);
            }
            execute("create index recordings_state on recordings (state)");
            execute("delete from databasechangelog where id like '007-%'");
        }

        try (OpenDatabase database = open()) {
            JpaRecordingStore store = new JpaRecordingStore(database.transactions());
            assertEquals(
                    new RecordingStore.Outside(1, 0, 2, 2 * 5_000_900_000L),
                    store.amountOutside(recording.workspace(), RecordingSamples.REGION));
            Recording found = store.find(recording.workspace(), recording.id()).orElseThrow();
            assertEquals(recording.takes(), found.takes());
            assertEquals(Optional.empty(), found.sidecar());
            assertEquals(Optional.empty(), found.check());
            assertEquals(
                    List.of(found),
                    new JpaRecordingCheckStore(database.transactions()).dueAnywhere(Instant.EPOCH, Set.of(), 10));
        }
    }

    @Test
    void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
        try (OpenDatabase database = open()) {
            execute("insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
                    + " values ('999-later', 'sightline', 'db/999.sql', current_timestamp, 999, 'EXECUTED')");
        }

        Schema.NewerSchemaException refused = assertThrows(Schema.NewerSchemaException.class, this::open);

        assertTrue(refused.getMessage().contains("newer version"), refused.getMessage());
    }

    @Test
    void settingsNameWhatIsWrong() {
        assertTrue(wrong("jdbc:oracle:thin:@x", "u", 10).contains("url"));
        assertTrue(wrong("jdbc:postgresql://db/sightline", " ", 10).contains("user"));
        assertTrue(wrong("jdbc:postgresql://db/sightline", "u", 1).contains("connections"));
    }

    private static String wrong(String url, String user, int connections) {
        return assertThrows(
                        IllegalArgumentException.class, () -> new DatabaseSettings(url, user, "secret", connections))
                .getMessage();
    }

    private OpenDatabase open() throws Exception {
        DatabaseSettings settings = EmbeddedH2.in(directory, 2);
        return OpenDatabase.open(H2StoresTest.source(settings), 2, settings.isExclusive());
    }

    private void execute(String sql) throws Exception {
        try (Connection connection =
                        H2StoresTest.source(EmbeddedH2.in(directory, 2)).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
