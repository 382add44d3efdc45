package org.sightline.bench;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes a component with a configuration, as Declarative Services does. */
final class Configured {
    private Configured() {}

    /**
     * @param component with a public constructor whose first parameter is its configuration
     * @param values by name of the configuration's method; the others have their defaults
     * @param rest the constructor's other parameters
     */
    static <T> T component(Class<T> component, Map<String, Object> values, Object... rest) {
        Constructor<?> constructor = component.getConstructors()[0];
        Class<?> type = constructor.getParameterTypes()[0];
        Object[] parameters = new Object[rest.length + 1];
        parameters[0] = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, none) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
        System.arraycopy(rest, 0, parameters, 1, rest.length);
        try {
            return component.cast(constructor.newInstance(parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + component, e);
        }
    }
}
