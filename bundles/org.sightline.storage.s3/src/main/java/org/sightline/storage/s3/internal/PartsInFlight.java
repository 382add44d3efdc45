package org.sightline.storage.s3.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.sightline.storage.StorageException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The parts of one object that are on their way while the next ones are read. */
final class PartsInFlight {
    private final Executor senders;
    private final Buffers buffers;
    private final MultipartPut upload;
    private final List<Sending> sendings = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    PartsInFlight(Executor senders, Buffers buffers, MultipartPut upload) {
        this.senders = senders;
        this.buffers = buffers;
        this.upload = upload;
    }

    /** Takes the buffer over, and gives it back when the part has arrived or failed. */
    void send(Content content, byte[] buffer) {
        Sending sending = new Sending(sendings.size() + 1, content, buffer);
        sendings.add(sending);
        try {
            senders.execute(sending);
        } catch (RejectedExecutionException e) {
            sending.run();
        }
    }

    /** Nothing is read for an object that has failed already. */
    void requireNoneFailed() throws StorageException {
        for (Sending sending : sendings) {
            if (sending.result.isCompletedExceptionally()) {
                throw sending.failure();
            }
        }
    }

    List<CompletedPart> await() throws StorageException, InterruptedException {
        List<CompletedPart> parts = new ArrayList<>();
        for (Sending sending : sendings) {
            try {
                parts.add(sending.result.get());
            } catch (ExecutionException e) {
                throw sending.failure();
            }
        }
        return parts;
    }

    /** Breaks off what is under way, whoever waits for it, and waits until it is: each request is bounded in time. */
    void stop() {
        stopped = true;
        sendings.forEach(Sending::stop);
        boolean interrupted = Thread.interrupted();
        for (Sending sending : sendings) {
            interrupted |= sending.awaitEnd();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Sending implements Runnable {
        private final int number;
        private final Content content;
        private final byte[] buffer;
        private final CompletableFuture<CompletedPart> result = new CompletableFuture<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private Thread thread;

        Sending(int number, Content content, byte[] buffer) {
            this.number = number;
            this.content = content;
            this.buffer = buffer;
        }

        @Override
        public void run() {
            try {
                begin();
                result.complete(upload.send(number, content));
            } catch (StorageException | RuntimeException e) {
                result.completeExceptionally(e);
            } finally {
                finish();
            }
        }

        private synchronized void begin() throws StorageException {
            if (stopped) {
                throw upload.stopped();
            }
            thread = Thread.currentThread();
        }

        /** The thread goes on to other objects, which must not be interrupted in this one's place. */
        private synchronized void finish() {
            thread = null;
            Thread.interrupted();
            buffers.giveBack(buffer);
            end.countDown();
        }

        private synchronized void stop() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** @return whether the waiting thread was interrupted meanwhile */
        private boolean awaitEnd() {
            boolean interrupted = false;
            while (true) {
                try {
                    end.await();
                    return interrupted;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        private StorageException failure() {
            Throwable cause = result.handle((part, failure) -> failure).join();
            return cause instanceof StorageException known ? known : upload.failed((RuntimeException) cause);
        }
    }
}
