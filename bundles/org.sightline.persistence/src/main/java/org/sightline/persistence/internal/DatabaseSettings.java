package org.sightline.persistence.internal;

import java.util.Properties;
import org.osgi.service.jdbc.DataSourceFactory;

/** Where the database is and how to get in. */
record DatabaseSettings(String url, String user, String password, int connections) {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    DatabaseSettings {
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("url: jdbc:postgresql: or jdbc:h2: is expected");
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("user: needed with a url");
        }
        if (connections < 2 || connections > 200) {
            throw new IllegalArgumentException("connections: 2 to 200");
        }
    }

    boolean isH2() {
        return url.startsWith(H2);
    }

    /** No other process can open the same database. */
    boolean isExclusive() {
        return isH2() && !url.startsWith(H2 + "tcp:") && !url.startsWith(H2 + "ssl:") && !url.contains("AUTO_SERVER");
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        properties.setProperty(DataSourceFactory.JDBC_USER, user);
        properties.setProperty(DataSourceFactory.JDBC_PASSWORD, password);
        return properties;
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + (isH2() ? "H2" : "PostgreSQL") + "]";
    }
}
