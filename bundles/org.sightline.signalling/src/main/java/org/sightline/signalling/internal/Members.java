package org.sightline.signalling.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** The members of one message, each of which must be known, present and of its type. */
final class Members {
    private final JsonNode object;
    private final Set<String> unread = new HashSet<>();

    Members(JsonNode object) throws BadMessageException {
        if (object == null || !object.isObject()) {
            throw new BadMessageException("a message is one JSON object");
        }
        this.object = object;
        Iterator<String> names = object.fieldNames();
        names.forEachRemaining(unread::add);
    }

    String text(String name) throws BadMessageException {
        JsonNode value = take(name);
        if (!value.isTextual()) {
            throw new BadMessageException(name + " must be a string");
        }
        return value.textValue();
    }

    boolean truth(String name) throws BadMessageException {
        JsonNode value = take(name);
        if (!value.isBoolean()) {
            throw new BadMessageException(name + " must be true or false");
        }
        return value.booleanValue();
    }

    long number(String name) throws BadMessageException {
        JsonNode value = take(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new BadMessageException(name + " must be a whole number");
        }
        return value.longValue();
    }

    JsonNode list(String name) throws BadMessageException {
        JsonNode value = take(name);
        if (!value.isArray()) {
            throw new BadMessageException(name + " must be a list");
        }
        return value;
    }

    private JsonNode take(String name) throws BadMessageException {
        unread.remove(name);
        JsonNode value = object.get(name);
        if (value == null) {
            throw new BadMessageException(name + " is missing");
        }
        return value;
    }

    /** Refuses a message that holds more than what was read. */
    void requireNoMore() throws BadMessageException {
        if (!unread.isEmpty()) {
            throw new BadMessageException("there are unknown members");
        }
    }
}
