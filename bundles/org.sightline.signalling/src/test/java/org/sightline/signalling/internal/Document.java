package org.sightline.signalling.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of {@code docs/signalling.md} that are test data. */
final class Document {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|");
    private final List<String> lines;

    Document() {
        try {
            lines = Files.readAllLines(Path.of("../../docs/signalling.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the messages in the table under a heading. */
    List<String> messages(String heading) {
        return after("## " + heading).stream()
                .takeWhile(line -> !line.startsWith("## ") || line.endsWith(heading))
                .map(ROW::matcher)
                .filter(Matcher::find)
                .map(row -> row.group(1))
                .toList();
    }

    /** The example messages under a line. */
    List<String> examples(String line) {
        return after(line).stream()
                .dropWhile(each -> !each.equals("```json"))
                .skip(1)
                .takeWhile(each -> !each.equals("```"))
                .toList();
    }

    private List<String> after(String line) {
        int at = lines.indexOf(line);
        if (at < 0) {
            throw new IllegalStateException("docs/signalling.md has no line " + line);
        }
        return lines.subList(at, lines.size());
    }
}
