package org.sightline.keys.aws.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations of tests: the defaults, but for what is given. */
final class Configs {
    private Configs() {}

    /** @param given values by the names of the methods */
    static Config of(Map<String, Object> given) {
        InvocationHandler handler = (proxy, method, arguments) ->
                given.containsKey(method.getName()) ? given.get(method.getName()) : method.getDefaultValue();
        return (Config) Proxy.newProxyInstance(Config.class.getClassLoader(), new Class<?>[] {Config.class}, handler);
    }

    /** Short times, so that a test does not wait long. */
    static Settings impatient(KmsDouble kms, String... regions) {
        return new Settings(of(Map.of(
                "regions",
                regions,
                "endpoint",
                kms.endpoint(),
                "accessKeyId",
                KmsDouble.ACCESS_KEY,
                "_secretAccessKey",
                "not a secret",
                "readSeconds",
                1,
                "callSeconds",
                4)));
    }
}
