package org.sightline.rest.internal.resource;

import java.util.function.Function;
import org.sightline.access.NotFoundException;
import org.sightline.calls.CallId;
import org.sightline.recording.RecordingId;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.storage.RegionChangeId;
import org.sightline.tenancy.UserId;

/** Reads what requests carry as text. */
final class Input {
    private Input() {}

    static UserId user(String text) {
        return id(UserId::new, text);
    }

    static CallId call(String text) {
        return id(CallId::new, text);
    }

    static RecordingId recording(String text) {
        return id(RecordingId::new, text);
    }

    static RegionChangeId regionChange(String text) {
        return id(RegionChangeId::new, text);
    }

    /** A number in an address: what is none names nothing. */
    static long number(String text, long max) {
        boolean digits = text.matches("[0-9]{1,12}");
        long number = digits ? Long.parseLong(text) : -1;
        if (number < 0 || number > max) {
            throw new NotFoundException("number");
        }
        return number;
    }

    static int limit(String text, int standard, int max) {
        if (text == null) {
            return standard;
        }
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > max) {
            throw new ProblemException("invalid-limit", "limit: 1 to " + max, "limit");
        }
        return limit;
    }

    static <T> T required(String field, T value) {
        if (value == null) {
            throw new ProblemException("missing-field", field + " is missing.", field);
        }
        return value;
    }

    /** An id of the wrong kind is answered exactly like one that does not exist. */
    private static <T> T id(Function<String, T> parse, String text) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException notAnId) {
            throw new NotFoundException("id");
        }
    }
}
