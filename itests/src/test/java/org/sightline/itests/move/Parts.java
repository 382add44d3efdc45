package org.sightline.itests.move;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;

/** Puts components together in a plain JVM, as Declarative Services does in the platform. */
final class Parts {
    private Parts() {}

    /** A component by its public constructor; each parameter is the part of its type. */
    static <T> T component(Class<T> type, Object... parts) throws Exception {
        Constructor<?> constructor = type.getConstructors()[0];
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(parameter -> Arrays.stream(parts)
                        .filter(parameter::isInstance)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(type + " needs a " + parameter)))
                .toArray();
        return type.cast(unwrapped(() -> constructor.newInstance(arguments)));
    }

    /** Calls what Declarative Services may call though Java code outside of the package may not. */
    static Object call(Class<?> type, Object on, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate ->
                        candidate.getName().equals(name) && candidate.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return unwrapped(() -> method.invoke(on, arguments));
    }

    /** A configuration: what is not given has its default. */
    static <T> T config(Class<T> type, Map<String, Object> given) {
        return answering(
                type, (proxy, method, arguments) -> given.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Hands calls on, and what they throw back. */
    static InvocationHandler through(Object to, InvocationHandler before) {
        return (proxy, method, arguments) -> {
            before.invoke(proxy, method, arguments);
            return unwrapped(() -> method.invoke(to, arguments));
        };
    }

    private interface Reflective {
        Object call() throws ReflectiveOperationException;
    }

    private static Object unwrapped(Reflective call) throws Exception {
        try {
            return call.call();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
