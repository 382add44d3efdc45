package org.sightline.rest.internal.problem;

import java.util.Map;

/** Which HTTP status each stable code has. {@code docs/rest.md} lists them. */
final class ProblemCodes {

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("unauthenticated", 401),
            Map.entry("wrong-credentials", 401),
            Map.entry("totp-required", 401),
            Map.entry("totp-wrong", 401),
            Map.entry("password-change-due", 403),
            Map.entry("totp-due", 403),
            Map.entry("access-denied", 403),
            Map.entry("access-ended", 403),
            Map.entry("cross-origin", 403),
            Map.entry("not-found", 404),
            Map.entry("invitation-invalid", 404),
            Map.entry("method-not-allowed", 405),
            Map.entry("not-acceptable", 406),
            Map.entry("user-exists", 409),
            Map.entry("workspace-exists", 409),
            Map.entry("last-administrator", 409),
            Map.entry("totp-enabled", 409),
            Map.entry("totp-off", 409),
            Map.entry("not-ready", 409),
            Map.entry("call-full", 409),
            Map.entry("no-store", 409),
            Map.entry("already-there", 409),
            Map.entry("change-ended", 409),
            Map.entry("checks-off", 409),
            Map.entry("key-destroyed", 409),
            Map.entry("call-ended", 410),
            Map.entry("invitation-expired", 410),
            Map.entry("precondition-failed", 412),
            Map.entry("body-too-large", 413),
            Map.entry("unsupported-media-type", 415),
            Map.entry("range-not-satisfiable", 416),
            Map.entry("login-throttled", 429),
            Map.entry("too-many-requests", 429),
            Map.entry("internal", 500),
            Map.entry("damaged", 500),
            Map.entry("audit-unavailable", 503),
            Map.entry("key-unavailable", 503),
            Map.entry("media-unavailable", 503),
            Map.entry("storage-unavailable", 503),
            Map.entry("unavailable", 503));

    private ProblemCodes() {}

    /** The status of a code: one that says what is wrong with the request is 400. */
    static int status(String code) {
        return STATUS.getOrDefault(code, 400);
    }

    /** The code of a status that CXF or the servlet container answers with. */
    static String code(int status) {
        return switch (status) {
            case 401 -> "unauthenticated";
            case 403 -> "access-denied";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 412 -> "precondition-failed";
            case 413 -> "body-too-large";
            case 415 -> "unsupported-media-type";
            case 416 -> "range-not-satisfiable";
            case 429 -> "too-many-requests";
            case 503 -> "unavailable";
            default -> status >= 500 ? "internal" : "bad-request";
        };
    }
}
