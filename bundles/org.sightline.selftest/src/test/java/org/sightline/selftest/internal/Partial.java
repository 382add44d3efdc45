package org.sightline.selftest.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A service of which only what a run calls is there: the public methods of a plain object. */
final class Partial {
    private Partial() {}

    static <T> T of(Class<T> service, Object methods) {
        Object fake = Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (proxy, called, arguments) -> {
                    try {
                        Method method = methods.getClass().getMethod(called.getName(), called.getParameterTypes());
                        method.setAccessible(true);
                        return method.invoke(methods, arguments);
                    } catch (NoSuchMethodException e) {
                        throw new UnsupportedOperationException(called.toString(), e);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return service.cast(fake);
    }
}
