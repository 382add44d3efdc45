package org.sightline.audit.internal.verifier;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An entry as a line of JSON (RFC 8259): what an export holds. */
public final class EntryJson {
    /** Longer lines are no entries: the longest that can be is well below. */
    public static final int LONGEST = 200_000;

    private static final int FIELDS = 10;

    private EntryJson() {}

    /** The line, without an end. */
    public static String write(LogEntry entry) {
        StringBuilder json = new StringBuilder(500).append("{\"sequence\":").append(entry.sequence());
        text(json, ",", "workspace", entry.workspace());
        text(json, ",", "at", entry.at().toString());
        text(json, ",", "subject", entry.subject());
        text(json, ",", "action", entry.action());
        text(json, ",", "resource", entry.resource());
        text(json, ",", "outcome", entry.outcome());
        json.append(",\"detail\":{");
        String separator = "";
        for (Map.Entry<String, String> detail : entry.detail().entrySet()) {
            text(json, separator, detail.getKey(), detail.getValue());
            separator = ",";
        }
        json.append('}');
        text(json, ",", "previousHash", entry.previousHash());
        text(json, ",", "hash", entry.hash());
        return json.append('}').toString();
    }

    /** @throws IllegalArgumentException if the line is no entry: a field is missing, strange, or there twice */
    public static LogEntry read(String line) {
        Map<String, Object> fields = new JsonLine(line).object();
        if (fields.size() != FIELDS) {
            throw new IllegalArgumentException("an entry has " + FIELDS + " fields");
        }
        try {
            return new LogEntry(
                    text(fields, "workspace"),
                    field(fields, "sequence", Long.class),
                    Instant.parse(text(fields, "at")),
                    text(fields, "subject"),
                    text(fields, "action"),
                    text(fields, "resource"),
                    text(fields, "outcome"),
                    texts(field(fields, "detail", Map.class)),
                    text(fields, "previousHash"),
                    text(fields, "hash"));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static SortedMap<String, String> texts(Map<?, ?> fields) {
        SortedMap<String, String> texts = new TreeMap<>();
        fields.forEach((key, value) -> {
            if (!(key instanceof String name) || !(value instanceof String text)) {
                throw new IllegalArgumentException("a detail that is no text");
            }
            texts.put(name, text);
        });
        return texts;
    }

    private static String text(Map<String, Object> fields, String name) {
        return field(fields, name, String.class);
    }

    private static <T> T field(Map<String, Object> fields, String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("no " + name);
        }
        return type.cast(value);
    }

    private static void text(StringBuilder json, String separator, String name, String value) {
        json.append(separator);
        quote(json, name);
        json.append(':');
        quote(json, value);
    }

    private static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
