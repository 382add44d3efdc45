package org.sightline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs a benchmark by name and prints its table; with {@code --json} also one JSON object on the last line. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        List<String> options = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        if (!List.of("seal", "media", "storage").contains(name)
                || !List.of("--json").containsAll(options)) {
            say("usage: bench seal|media|storage [--json]");
            System.exit(2);
        }
        List<Measurement> results = switch (name) {
            case "seal" -> new SealBench().run();
            case "media" -> new MediaBench().run();
            default -> new StorageBench().run();
        };
        table(results);
        if (options.contains("--json")) {
            System.out.println(json(name, results));
        }
        System.exit(0);
    }

    private static void table(List<Measurement> results) {
        String row = "%-66s %10s %-9s %9s %9s %s%n";
        System.out.printf("%n" + row, "name", "value", "unit", "spread", "goal", "met");
        for (Measurement result : results) {
            System.out.printf(
                    row,
                    result.name(),
                    result.measured() ? figure(result.value()) : "-",
                    result.unit(),
                    result.spread() > 0 ? "+-" + figure(result.spread()) : "",
                    result.goal(),
                    met(result));
        }
    }

    private static String met(Measurement result) {
        if (!result.goal().given()) {
            return "";
        }
        return !result.measured() ? "unknown" : result.goal().metBy(result.value()) ? "yes" : "NO";
    }

    private static String json(String name, List<Measurement> results) throws JsonProcessingException {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Measurement result : results) {
            boolean goal = result.goal().given();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", result.name());
            row.put("value", result.measured() ? result.value() : null);
            row.put("unit", result.unit());
            row.put("spread", result.spread());
            row.put("goal", goal ? result.goal().toString() : null);
            row.put("met", goal && result.measured() ? result.goal().metBy(result.value()) : null);
            rows.add(row);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bench", name);
        object.put("results", rows);
        return new ObjectMapper().writeValueAsString(object);
    }

    static String figure(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** What goes on, on standard error. */
    static void say(String format, Object... values) {
        System.err.println(String.format(Locale.ROOT, format, values));
    }
}
