package org.sightline.storage.s3.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend.Health;

/** What is known of the server without asking it. A question asked in the background keeps it fresh. */
final class Condition {
    /** As long as this after its making, the first answer is worth waiting for. */
    private static final Duration INFANCY = Duration.ofMillis(500);

    private final Settings settings;
    private final Usage usage;
    private final LongSupplier nanoTime;
    private final long born;
    private final CountDownLatch known = new CountDownLatch(1);
    private volatile Runnable suspicion = () -> {};
    private volatile long lastAnswer;
    private volatile Optional<String> fault = Optional.empty();
    private volatile Optional<String> writeFault = Optional.empty();
    private volatile long writeFaultAt;

    Condition(Settings settings, Usage usage, LongSupplier nanoTime) {
        this.settings = settings;
        this.usage = usage;
        this.nanoTime = nanoTime;
        this.born = nanoTime.getAsLong();
    }

    /** What to do when a request fails: ask whether the server is well. */
    void onSuspicion(Runnable question) {
        suspicion = question;
    }

    /** Some request was answered as it should be. */
    void answered() {
        lastAnswer = nanoTime.getAsLong();
    }

    /** Some request failed: that alone does not make the server unwell, but is worth a question. */
    void failed(Diagnosis diagnosis) {
        if (diagnosis.reason() != Reason.NOT_FOUND && diagnosis.reason() != Reason.EXISTS) {
            suspicion.run();
        }
    }

    /** The question was answered. */
    void well() {
        answered();
        fault = Optional.empty();
        known.countDown();
    }

    /** The question was answered badly, or not. */
    void unwell(String line) {
        fault = Optional.of(line);
        known.countDown();
    }

    /** Nothing can be stored, though the server may answer questions; believed for a while, then tried again. */
    void cannotStore(String line) {
        writeFaultAt = nanoTime.getAsLong();
        writeFault = Optional.of(line);
    }

    void stored() {
        writeFault = Optional.empty();
    }

    /** Whether the server was well not long ago. */
    boolean isFresh() {
        return known.getCount() == 0 && fault.isEmpty() && since(lastAnswer) < stale().toNanos();
    }

    Health health() {
        awaitFirstAnswer();
        long free = usage.free();
        if (known.getCount() != 0) {
            return new Health(false, free, "storage " + settings.name() + " has not answered yet");
        }
        Optional<String> wrong = fault.or(this::freshWriteFault);
        if (wrong.isPresent()) {
            return new Health(false, free, wrong.get());
        }
        if (since(lastAnswer) >= stale().toNanos()) {
            return new Health(
                    false,
                    free,
                    "storage " + settings.name() + " has not answered for "
                            + TimeUnit.NANOSECONDS.toSeconds(since(lastAnswer))
                            + " s; check endpoint in the configuration "
                            + settings.configuration());
        }
        if (free <= 0) {
            return new Health(false, 0, usage.full(settings));
        }
        return new Health(true, free, settings.name() + " is ready");
    }

    private Optional<String> freshWriteFault() {
        return since(writeFaultAt) < stale().toNanos() ? writeFault : Optional.empty();
    }

    /** Three missed answers. */
    private Duration stale() {
        return settings.health().plus(settings.connect()).plus(settings.read()).multipliedBy(3);
    }

    private long since(long nanos) {
        return nanoTime.getAsLong() - nanos;
    }

    private void awaitFirstAnswer() {
        long left = INFANCY.toNanos() - since(born);
        if (known.getCount() == 0 || left <= 0) {
            return;
        }
        try {
            known.await(left, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
