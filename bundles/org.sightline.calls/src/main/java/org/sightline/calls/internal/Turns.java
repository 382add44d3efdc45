package org.sightline.calls.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what concerns one call in order, never two at once, on shared workers. */
final class Turns implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    /** Turns before others get the worker. */
    private static final int FAIR = 64;
    /** Waiting turns above which strangers' turns are refused. */
    private static final int CROWDED = 512;

    private final String name;
    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    Turns(String name, Executor workers) {
        this.name = name;
        this.workers = workers;
    }

    /** Runs it soon. Never throws, never waits. */
    @Override
    public void execute(Runnable turn) {
        synchronized (waiting) {
            waiting.add(turn);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    /** Runs it soon, unless too much is waiting already. @return false if it will not run */
    boolean offer(Runnable turn) {
        synchronized (waiting) {
            if (waiting.size() >= CROWDED) {
                return false;
            }
        }
        execute(turn);
        return true;
    }

    private void start() {
        try {
            workers.execute(this::work);
        } catch (RejectedExecutionException e) {
            synchronized (waiting) { // the platform is stopping: nothing of this call matters any more
                waiting.clear();
                running = false;
            }
        }
    }

    private void work() {
        for (int i = 0; i < FAIR; i++) {
            Runnable turn;
            synchronized (waiting) {
                turn = waiting.poll();
                if (turn == null) {
                    running = false;
                    return;
                }
            }
            run(turn);
        }
        start();
    }

    private void run(Runnable turn) {
        try {
            turn.run();
        } catch (RuntimeException e) {
            LOG.error("{}: something could not be handled; the call goes on", name, e);
        }
    }
}
