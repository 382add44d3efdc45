package org.sightline.storage.s3.internal;

import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The one request that makes an object visible, and what came of it: the object, or nothing. */
final class Publication {
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MILLIS = 150;
    private static final int CONFLICT = 409;
    private static final int NOT_IMPLEMENTED = 501;

    /** Sends it. */
    @FunctionalInterface
    interface Request {
        /**
         * @param conditional whether the server shall refuse it if the object exists
         * @return whether the answer contradicts what was sent
         */
        boolean send(boolean conditional) throws StorageException;
    }

    private final Bucket bucket;
    private final Receipt receipt;
    private final String tag;
    private final Request request;

    /** @param tag that the server is expected to give the object */
    Publication(Bucket bucket, Receipt receipt, String tag, Request request) {
        this.bucket = bucket;
        this.receipt = receipt;
        this.tag = tag;
        this.request = request;
    }

    void run() throws StorageException {
        for (int attempt = 1; ; attempt++) {
            boolean conditional = bucket.isConditional();
            try {
                confirm(request.send(conditional));
                return;
            } catch (StorageException e) {
                if (e.reason() == Reason.CORRUPT) {
                    Cleanup.attempt("remove what was not stored as it was sent", receipt::withdraw);
                    throw e;
                }
                if (conditional && status(e) == NOT_IMPLEMENTED) {
                    bucket.setUnconditional();
                } else if (isDone(e)) {
                    return;
                } else if (status(e) != CONFLICT || attempt == ATTEMPTS || !pause(attempt)) {
                    throw e.reason() == Reason.EXISTS ? receipt.exists() : e;
                }
            }
        }
    }

    /** Also a server that knows no conditions may let one writer win only. */
    private void confirm(boolean contradicted) throws StorageException {
        if (contradicted) {
            throw receipt.corrupt();
        }
        switch (receipt.look(tag)) {
            case MINE -> {}
            case OTHER -> throw receipt.exists();
            case NONE, BROKEN -> throw receipt.corrupt();
        }
    }

    /** A request that was repeated, or whose answer was lost, may have been carried out all the same. */
    private boolean isDone(StorageException failure) throws StorageException {
        if (failure.reason() == Reason.YOUR_SETTINGS || failure.reason() == Reason.FULL) {
            return false;
        }
        try {
            return Cleanup.uninterrupted(() -> receipt.look(tag)) == Receipt.Finding.MINE;
        } catch (StorageException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private static int status(StorageException e) {
        return e.getCause() instanceof AwsServiceException answer ? answer.statusCode() : 0;
    }

    private static boolean pause(int attempt) {
        try {
            Thread.sleep(PAUSE_MILLIS * attempt);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
