package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/** Says what went wrong on the way to the server or on it, and which configuration it concerns. */
final class Failures {
    private final Settings settings;

    Failures(Settings settings) {
        this.settings = settings;
    }

    /** Something that the configuration's key is to blame for. */
    StorageException yourSettings(String what, String key, Throwable cause) {
        return new StorageException(
                Reason.YOUR_SETTINGS,
                "storage " + settings.name() + ": " + what + "; check " + key + " in the configuration "
                        + settings.configuration(),
                cause);
    }

    StorageException tryAgain(String what, Throwable cause) {
        return new StorageException(
                Reason.TRY_AGAIN,
                "storage " + settings.name() + ": " + what + " (configuration " + settings.configuration() + ")",
                cause);
    }

    StorageException full(String what, Throwable cause) {
        return new StorageException(
                Reason.FULL,
                "storage " + settings.name() + " is full: " + what + " (configuration " + settings.configuration()
                        + ")",
                cause);
    }

    static StorageException notFound(ObjectKey key) {
        return new StorageException(Reason.NOT_FOUND, "there is no object " + key.path());
    }

    static StorageException exists(ObjectKey key) {
        return new StorageException(Reason.EXISTS, "there already is an object " + key.path());
    }

    /** An interrupted thread stays interrupted. */
    StorageException interrupted(Throwable cause) {
        Thread.currentThread().interrupt();
        return tryAgain("interrupted", cause);
    }

    /** Why an operation on the server failed. */
    StorageException of(String deed, IOException failure) {
        if (isInterruption(failure)) {
            return interrupted(failure);
        }
        if (failure instanceof SftpException answer) {
            return of(deed, answer);
        }
        String why = failure instanceof PipelinedClient.SilentServerException
                ? "does not answer"
                : "broke off the connection";
        return tryAgain("the server " + why + ", cannot " + deed, failure);
    }

    private StorageException of(String deed, SftpException answer) {
        String what = "the server refuses to " + deed + " (" + SftpConstants.getStatusName(answer.getStatus()) + ")";
        if (isFull(answer)) {
            return full(what, answer);
        }
        return switch (answer.getStatus()) {
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                yourSettings(what, "directory and what the user may do there", answer);
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                yourSettings(what, "directory, which must exist on the server,", answer);
            default -> tryAgain(what, answer);
        };
    }

    /** Version 3 has no status for this: what is left is the server's message. */
    static boolean isFull(SftpException answer) {
        String message = String.valueOf(answer.getMessage()).toLowerCase(Locale.ROOT);
        return answer.getStatus() == SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM
                || answer.getStatus() == SftpConstants.SSH_FX_QUOTA_EXCEEDED
                || message.contains("no space left")
                || message.contains("quota exceeded");
    }

    static boolean isInterruption(IOException failure) {
        return failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException);
    }

    /** Whether the connection cannot be used any more; what the server answered leaves it whole. */
    static boolean isLoss(IOException failure) {
        return !isInterruption(failure)
                && (!(failure instanceof SftpException answer)
                        || answer.getStatus() == SftpConstants.SSH_FX_NO_CONNECTION
                        || answer.getStatus() == SftpConstants.SSH_FX_CONNECTION_LOST);
    }
}
