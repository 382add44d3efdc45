package org.sightline.storage.s3.internal;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.sightline.storage.StorageException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What went wrong, in words for the administrator: never what the server or the SDK says at length, which may hold more than
 * a log should.
 *
 * @param keys the keys of the configuration to look at; empty when they are not at fault
 */
record Diagnosis(Reason reason, String what, String keys) {
    private static final String CREDENTIALS = "accessKeyId and .secretAccessKey";
    private static final Set<String> FULL = Set.of(
            "QuotaExceeded",
            "QuotaExceededException",
            "InsufficientStorage",
            "XMinioStorageFull",
            "BucketQuotaExceeded",
            "XMinioAdminBucketQuotaExceeded",
            "EntityTooLargeForQuota",
            "InsufficientCapacity");

    static Diagnosis of(Throwable failure) {
        if (failure instanceof AwsServiceException e) {
            return answered(e, code(e));
        }
        if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return new Diagnosis(Reason.TRY_AGAIN, "the work was interrupted", "");
        }
        return unanswered(failure);
    }

    /** A HEAD is answered without a body, so without a code. */
    private static String code(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null || !code.matches("[A-Za-z0-9.]{1,60}") ? "" : code;
    }

    private static Diagnosis answered(AwsServiceException e, String code) {
        int status = e.statusCode();
        String answer = " (" + (code.isEmpty() ? "" : code + ", ") + "status " + status + ")";
        return switch (code) {
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "ExpiredToken",
                    "InvalidSecurity",
                    "NotSignedUp",
                    "TokenRefreshRequired" ->
                settings("the server does not accept the credentials" + answer, CREDENTIALS);
            case "AccessDenied", "AllAccessDisabled", "AccountProblem", "Forbidden" ->
                settings("the server refuses access" + answer, CREDENTIALS + ", bucket and its policy");
            case "NoSuchBucket", "InvalidBucketName" -> settings("there is no such bucket" + answer, "bucket");
            case "PermanentRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException",
                    "InvalidRegion",
                    "TemporaryRedirect" ->
                settings("the bucket is in another region" + answer, "signingRegion, bucket and endpoint");
            case "RequestTimeTooSkewed" ->
                settings("the clocks of this machine and of the server differ" + answer, "endpoint");
            case "NotImplemented" -> settings("the server does not know what is asked of it" + answer, "endpoint");
            case "NoSuchKey", "NoSuchUpload", "NoSuchVersion" -> new Diagnosis(Reason.NOT_FOUND, "it is not there", "");
            case "PreconditionFailed", "ObjectAlreadyExists" -> new Diagnosis(Reason.EXISTS, "it exists already", "");
            case "BadDigest",
                    "InvalidDigest",
                    "XAmzContentSHA256Mismatch",
                    "XAmzContentChecksumMismatch",
                    "IncompleteBody",
                    "InvalidPart",
                    "RequestTimeout" ->
                new Diagnosis(Reason.TRY_AGAIN, "the bytes did not arrive as they were sent" + answer, "");
            default ->
                FULL.contains(code)
                        ? new Diagnosis(Reason.FULL, "the server has no room left" + answer, "bucket")
                        : byStatus(status, code, answer);
        };
    }

    private static Diagnosis byStatus(int status, String code, String answer) {
        if (code.startsWith("KMS.") || code.startsWith("Kms")) {
            return settings("the server cannot encrypt" + answer, "sse and kmsKeyId");
        }
        return switch (status) {
            case 301, 302, 307, 308 ->
                settings("the bucket is in another region" + answer, "signingRegion, bucket and endpoint");
            case 401, 403 -> settings("the server refuses access" + answer, CREDENTIALS + ", bucket and its policy");
            case 404 -> new Diagnosis(Reason.NOT_FOUND, "it is not there" + answer, "");
            case 412 -> new Diagnosis(Reason.EXISTS, "it exists already", "");
            case 408, 409, 425, 429 -> new Diagnosis(Reason.TRY_AGAIN, "the server is busy" + answer, "");
            case 501 -> settings("the server does not know what is asked of it" + answer, "endpoint");
            case 507 -> new Diagnosis(Reason.FULL, "the server has no room left" + answer, "bucket");
            default ->
                status >= 500
                        ? new Diagnosis(Reason.TRY_AGAIN, "the server failed" + answer, "")
                        : settings("the server refuses the request" + answer, "endpoint and bucket");
        };
    }

    private static Diagnosis settings(String what, String keys) {
        return new Diagnosis(Reason.YOUR_SETTINGS, what, keys);
    }

    private static Diagnosis unanswered(Throwable failure) {
        if (has(failure, CertificateExpiredException.class)) {
            return settings("the server's certificate has expired", "endpoint");
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return settings("the server's certificate is not valid yet", "endpoint");
        }
        if (has(failure, javax.net.ssl.SSLHandshakeException.class)
                || has(failure, javax.net.ssl.SSLPeerUnverifiedException.class)) {
            return settings("the server's certificate is not trusted, or not of this host", "endpoint and trust");
        }
        if (has(failure, SSLException.class)) {
            return new Diagnosis(Reason.TRY_AGAIN, "no secure connection", "endpoint");
        }
        if (has(failure, UnknownHostException.class)) {
            return new Diagnosis(Reason.TRY_AGAIN, "the host is not known", "endpoint");
        }
        if (has(failure, ConnectException.class)) {
            return new Diagnosis(Reason.TRY_AGAIN, "the server cannot be reached", "endpoint");
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unable to load credentials")) {
            return settings("this machine has no credentials of its own", CREDENTIALS);
        }
        if (timedOut(failure)) {
            return new Diagnosis(Reason.TRY_AGAIN, "the server does not answer in time", "endpoint");
        }
        return new Diagnosis(Reason.TRY_AGAIN, "the connection failed (" + root(failure) + ")", "endpoint");
    }

    private static boolean timedOut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().contains("Timeout")) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof SdkClientException
                ? "no answer"
                : cause.getClass().getSimpleName();
    }

    /** One line that names the configuration and what to look at in it. */
    String line(Settings settings, String deed) {
        return "storage " + settings.name() + " cannot " + deed + ": " + what
                + (keys.isEmpty() ? "" : "; check " + keys)
                + (reason == Reason.NOT_FOUND || reason == Reason.EXISTS
                        ? ""
                        : (keys.isEmpty() ? " (" : " in ") + "the configuration " + settings.configuration()
                                + (keys.isEmpty() ? ")" : ""));
    }
}
