package org.sightline.storage.sftp.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Configurations as Declarative Services would make them. */
final class SftpConfigs {
    static final String REGION = "ca-test-1";

    private final Map<String, Object> values = new HashMap<>(
            Map.of("name", "sftp-main", "region", REGION, "host", "127.0.0.1", "user", "keeper", "directory", "/"));

    private SftpConfigs() {}

    static SftpConfigs on(int port) {
        return new SftpConfigs().with("port", port).with("readSeconds", 10);
    }

    SftpConfigs with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    Config config() {
        Map<String, Object> given = Map.copyOf(values);
        return (Config) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
