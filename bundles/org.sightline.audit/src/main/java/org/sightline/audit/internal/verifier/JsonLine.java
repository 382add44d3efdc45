package org.sightline.audit.internal.verifier;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads what an export holds of JSON (RFC 8259), and nothing else: an object of texts, whole numbers and objects of the same
 * kind, one level deep. A name that is there twice is refused, or two readers could read different things.
 */
final class JsonLine {
    private static final int DEEPEST = 2;
    private static final int LONGEST_NUMBER = 18;

    private final String line;
    private int at;

    JsonLine(String line) {
        this.line = line;
    }

    Map<String, Object> object() {
        Map<String, Object> fields = object(1);
        if (peek() != '\0' || at < line.length()) {
            throw wrong();
        }
        return fields;
    }

    private Map<String, Object> object(int depth) {
        if (depth > DEEPEST) {
            throw wrong();
        }
        expect('{');
        Map<String, Object> fields = new HashMap<>();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            String name = text();
            expect(':');
            if (fields.put(name, value(depth)) != null) {
                throw new IllegalArgumentException("a name is there twice, at character " + at);
            }
            if (peek() == '}') {
                at++;
                return fields;
            }
            expect(',');
        }
    }

    private Object value(int depth) {
        return switch (peek()) {
            case '"' -> text();
            case '{' -> object(depth + 1);
            default -> number();
        };
    }

    private Long number() {
        int from = at;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > LONGEST_NUMBER || line.charAt(from) == '0' && at - from > 1) {
            throw wrong();
        }
        return Long.valueOf(line.substring(from, at));
    }

    private String text() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (true) {
            char c = take();
            if (c == '"') {
                return text.toString();
            }
            if (c < ' ') {
                throw wrong();
            }
            text.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(take(), 16);
                    if (digit < 0) {
                        throw wrong();
                    }
                    code = code << 4 | digit;
                }
                yield (char) code;
            }
            default -> throw wrong();
        };
    }

    private char take() {
        if (at == line.length()) {
            throw wrong();
        }
        return line.charAt(at++);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong();
        }
        at++;
    }

    /** The next character that is no space; 0 at the end. */
    private char peek() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at < line.length() ? line.charAt(at) : '\0';
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("unexpected at character " + (at + 1));
    }
}
