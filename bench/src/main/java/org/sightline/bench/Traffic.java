package org.sightline.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets persons send at their pace, on one thread. */
final class Traffic implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Person> persons = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean closed;

    Traffic() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to send for someone who is connected. */
    void add(Person person) {
        person.start((persons.size() * 7 % 16) / 16.0);
        persons.add(person);
    }

    void remove(Person person) {
        persons.remove(person);
    }

    private void run() {
        while (!closed) {
            long now = System.nanoTime();
            for (Person person : persons) {
                person.send(now);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
