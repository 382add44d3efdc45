package org.sightline.persistence.internal;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2StoresTest extends StoresContract {
    @TempDir
    static Path directory;

    private static OpenDatabase database;

    @BeforeAll
    static void open() throws Exception {
        DatabaseSettings settings = EmbeddedH2.in(directory, 8);
        database = OpenDatabase.open(source(settings), settings.connections(), settings.isExclusive());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static JdbcDataSource source(DatabaseSettings settings) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        return source;
    }

    @Override
    protected Transactions transactions() {
        return database.transactions();
    }
}
