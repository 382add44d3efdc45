package org.sightline.persistence.internal;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlStoresTest extends StoresContract {
    private static PostgreSqlServer server;
    private static OpenDatabase database;

    @BeforeAll
    static void open() throws Exception {
        server = PostgreSqlServer.start();
        database = OpenDatabase.open(server.source(), 8, false);
    }

    @AfterAll
    static void close() throws Exception {
        if (database != null) {
            database.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Transactions transactions() {
        return database.transactions();
    }
}
