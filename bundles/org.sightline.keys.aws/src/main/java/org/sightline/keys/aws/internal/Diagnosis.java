package org.sightline.keys.aws.internal;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.sightline.keys.KeysException.Reason;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What went wrong, in words for the administrator: never what the service says at length, which names accounts and keys.
 *
 * @param keys the keys of the configuration to look at; empty when they are not at fault
 */
record Diagnosis(Reason reason, String what, String keys) {
    private static final String CREDENTIALS = "accessKeyId and .secretAccessKey";

    static Diagnosis of(SdkException failure) {
        if (failure instanceof AwsServiceException e) {
            return answered(e, code(e));
        }
        if (failure instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return passing("the work was interrupted");
        }
        return unanswered(failure);
    }

    private static String code(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null || !code.matches("[A-Za-z0-9.]{1,60}") ? "" : code;
    }

    private static Diagnosis answered(AwsServiceException e, String code) {
        String answer = " (" + (code.isEmpty() ? "" : code + ", ") + "status " + e.statusCode() + ")";
        return switch (code) {
            case "AccessDeniedException", "AccessDenied", "NotAuthorized" ->
                settings("the service refuses access" + answer, CREDENTIALS + ", and what their policy allows");
            case "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "IncompleteSignature",
                    "MissingAuthenticationToken",
                    "ExpiredTokenException",
                    "ExpiredToken",
                    "OptInRequired" ->
                settings("the service does not accept the credentials" + answer, CREDENTIALS + ", and the clock");
            case "RequestExpired" ->
                settings("the clocks of this machine and of the service differ" + answer, "endpoint");
            case "DisabledException" -> settings("the workspace's key is disabled in AWS KMS" + answer, "regions");
            case "InvalidKeyUsageException", "UnsupportedOperationException" ->
                settings("the workspace's alias leads to a key of another kind" + answer, "prefix");
            case "LimitExceededException" -> settings("a quota of AWS KMS is used up" + answer, "regions");
            case "InvalidCiphertextException", "IncorrectKeyException" ->
                new Diagnosis(Reason.WRONG_KEY, "it is not of this workspace and context, or altered", "");
            default -> byStatus(e, answer);
        };
    }

    private static Diagnosis byStatus(AwsServiceException e, String answer) {
        if (e.isThrottlingException()) {
            return passing("the service asks for patience" + answer);
        }
        return switch (e.statusCode()) {
            case 401, 403 -> settings("the service refuses access" + answer, CREDENTIALS + " and endpoint");
            case 301, 302, 307, 308, 404, 405, 501 -> settings("what answers is not AWS KMS" + answer, "endpoint");
            default -> passing("the service failed" + answer);
        };
    }

    private static Diagnosis passing(String what) {
        return new Diagnosis(Reason.UNAVAILABLE, what, "");
    }

    private static Diagnosis settings(String what, String keys) {
        return new Diagnosis(Reason.YOUR_SETTINGS, what, keys);
    }

    private static Diagnosis unanswered(SdkException failure) {
        if (has(failure, javax.net.ssl.SSLHandshakeException.class)
                || has(failure, javax.net.ssl.SSLPeerUnverifiedException.class)) {
            return settings(
                    "the service's certificate is not trusted, has expired, or is not of this host", "endpoint");
        }
        if (has(failure, SSLException.class)) {
            return new Diagnosis(Reason.UNAVAILABLE, "no secure connection", "endpoint");
        }
        if (has(failure, UnknownHostException.class)) {
            return new Diagnosis(Reason.UNAVAILABLE, "the host is not known", "regions and endpoint");
        }
        if (has(failure, ConnectException.class)) {
            return new Diagnosis(Reason.UNAVAILABLE, "the service cannot be reached", "endpoint");
        }
        if (String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).startsWith("unable to load credentials")) {
            return settings("this machine has no credentials of its own", CREDENTIALS);
        }
        if (timedOut(failure)) {
            return passing("the service does not answer in time");
        }
        return passing("the connection failed");
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

    /** One line that names the configuration and what to look at in it. */
    String line(String awsRegion, String deed) {
        String line = "AWS KMS in " + awsRegion + " cannot " + deed + ": " + what;
        if (!keys.isEmpty()) {
            return line + "; check " + keys + " in the configuration " + Settings.PID;
        }
        return reason == Reason.UNAVAILABLE ? line + " (the configuration " + Settings.PID + ")" : line;
    }
}
