package org.sightline.persistence.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sightline.persistence.internal.stores.JpaWorkspaceStore;
import org.sightline.tenancy.WorkspaceId;

class OutageTest {
    @Test
    void aPostgreSqlServerThatComesBackIsUsedAgain() throws Exception {
        WorkspaceId workspace = WorkspaceId.fresh();
        try (PostgreSqlServer server = PostgreSqlServer.start();
                OpenDatabase database = OpenDatabase.open(server.source(), 4, false)) {
            JpaWorkspaceStore store = new JpaWorkspaceStore(database.transactions());
            store.putSetting(workspace, "key", "before");

            server.stop();
            assertThrows(DatabaseException.class, () -> store.putSetting(workspace, "key", "lost"));
            server.startAgain();

            await().atMost(Duration.ofSeconds(20))
                    .ignoreException(DatabaseException.class)
                    .untilAsserted(() -> {
                        store.putSetting(workspace, "key", "after");
                        assertEquals(Optional.of("after"), store.setting(workspace, "key"));
                    });
        }
    }
}
