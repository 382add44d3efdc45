package org.sightline.storage.internal.move;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Breaks a run of the platform off before its n-th operation; from then on nothing of it works. */
final class Faults {
    /** The end of a run: nothing of ours may catch it and go on. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    private final int at;
    private final AtomicInteger operations = new AtomicInteger();

    /** @param at the operation before which it crashes; {@link Integer#MAX_VALUE}: never */
    Faults(int at) {
        this.at = at;
    }

    boolean crashed() {
        return operations.get() >= at;
    }

    /** How many operations there were. */
    int operations() {
        return operations.get();
    }

    <T> T over(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == args[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> target.toString();
                };
            }
            boolean harmless =
                    method.getName().equals("name") || method.getName().equals("region");
            if (!harmless && operations.incrementAndGet() >= at) {
                throw new Crash();
            }
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void operation() {
        if (operations.incrementAndGet() >= at) {
            throw new Crash();
        }
    }

    /** Each read is an operation. */
    private final class Breaking extends FilterInputStream {
        Breaking(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            operation();
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            operation();
            return in.read(buffer, offset, length);
        }
    }
}
