package org.sightline.selftest.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.sightline.media.sfu.internal.SfuMediaEngine;
import org.sightline.media.spi.MediaEngine;

/** The platform's embedded media engine on free ports of the loopback address. */
final class LoopbackEngine implements AutoCloseable {
    private static final Map<String, Object> SETTINGS =
            Map.of("port", 0, "tcpPort", -1, "bindAddress", "127.0.0.1", "ioThreads", 1);

    private final SfuMediaEngine engine;

    LoopbackEngine() throws ReflectiveOperationException {
        Constructor<?> constructor = SfuMediaEngine.class.getConstructors()[0];
        Class<?> type = constructor.getParameterTypes()[0];
        Object config = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> SETTINGS.getOrDefault(method.getName(), method.getDefaultValue()));
        engine = (SfuMediaEngine) constructor.newInstance(config);
    }

    MediaEngine engine() {
        return engine;
    }

    @Override
    public void close() throws ReflectiveOperationException {
        Method stop = SfuMediaEngine.class.getDeclaredMethod("stop");
        stop.setAccessible(true);
        stop.invoke(engine);
    }
}
