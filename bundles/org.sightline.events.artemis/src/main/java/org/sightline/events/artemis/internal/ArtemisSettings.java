package org.sightline.events.artemis.internal;

import java.nio.file.Path;

/** Which broker. */
record ArtemisSettings(String url, String user, String password, Path directory, long redeliveryMillis) {
    ArtemisSettings {
        if (!url.isEmpty() && !url.startsWith("tcp://") && !url.startsWith("(tcp://")) {
            throw new IllegalArgumentException("url: empty or tcp://host:port is expected");
        }
        if (redeliveryMillis < 1 || redeliveryMillis > 60_000) {
            throw new IllegalArgumentException("redeliveryMillis: 1 to 60000");
        }
    }

    boolean isEmbedded() {
        return url.isEmpty();
    }

    @Override
    public String toString() {
        return "ArtemisSettings[" + (isEmbedded() ? "embedded" : "external") + "]";
    }
}
