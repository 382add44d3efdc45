package org.sightline.itests.move;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts what is done to storage and to the database, and pulls the plug before the operation it was told. */
final class Countdown {
    /** What a process that was killed by signal 9 returns. */
    static final int KILLED = 137;

    private static final List<String> AT_ONCE = List.of("name", "region", "health", "equals", "hashCode", "toString");

    private final int last;
    private final List<String> done = new CopyOnWriteArrayList<>();

    /** @param last how many operations are done; the next one is not */
    Countdown(int last) {
        this.last = last;
    }

    /** What was done, in order. */
    List<String> done() {
        return List.copyOf(done);
    }

    private synchronized void next(String operation) {
        if (done.size() == last) {
            Runtime.getRuntime().halt(KILLED); // no finally, no shutdown hook, nothing is flushed
        }
        done.add(operation);
    }

    /** The same, counted; bytes that are stored count too, piece by piece. */
    <T> T counted(Class<T> type, T service) {
        InvocationHandler count = (proxy, method, arguments) -> {
            if (AT_ONCE.contains(method.getName())) {
                return null;
            }
            next(type.getSimpleName() + "." + method.getName());
            for (int i = 0; arguments != null && i < arguments.length; i++) {
                if (arguments[i] instanceof InputStream in) {
                    arguments[i] = new Counted(in);
                }
            }
            return null;
        };
        return Parts.answering(type, Parts.through(service, count));
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            next("a piece of what is stored");
            return super.read(to, offset, length);
        }
    }
}
