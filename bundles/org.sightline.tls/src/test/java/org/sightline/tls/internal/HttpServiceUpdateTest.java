package org.sightline.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

final class HttpServiceUpdateTest {
    private final List<Object> updates = new ArrayList<>();

    private ConfigurationAdmin holding(Dictionary<String, Object> properties) {
        Configuration configuration = fake(Configuration.class, (method, arguments) -> {
            if (method.equals("update")) {
                updates.add(arguments[0]);
                return null;
            }
            return properties;
        });
        return fake(ConfigurationAdmin.class, (method, arguments) -> {
            assertEquals(List.of("org.ops4j.pax.web", "?"), List.of(arguments));
            return configuration;
        });
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    @Test
    void whatIsConfiguredIsToldAgainUnchanged() throws Exception {
        Dictionary<String, Object> configured = new Hashtable<>();
        configured.put("javax.servlet.context.tempdir", "/tmp/x");
        new HttpServiceUpdate(holding(configured), (reference, properties) -> {});
        assertEquals(List.of(configured), updates);
    }

    @Test
    void withoutAConfigurationItIsClosed() throws Exception {
        new HttpServiceUpdate(holding(null), (reference, properties) -> {});
        Dictionary<String, Object> closed = new Hashtable<>();
        closed.put("org.osgi.service.http.enabled", "false");
        closed.put("org.osgi.service.http.secure.enabled", "false");
        assertEquals(List.of(closed), updates);
    }
}
