package org.sightline.storage.s3.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Configurations as Declarative Services would make them. */
final class S3Configs {
    private final Map<String, Object> values = new HashMap<>();

    private S3Configs() {}

    static S3Configs named(String name, String region) {
        return new S3Configs().with("name", name).with("region", region).with("bucket", "recordings");
    }

    S3Configs with(String key, Object value) {
        values.put(key.startsWith(".") ? "_" + key.substring(1) : key, value);
        return this;
    }

    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    Config make() {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
    }
}
