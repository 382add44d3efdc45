package org.sightline.web.internal;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What is served under which path: built files as they are, and the one page for every other page's address. */
final class Pages {
    private static final String ROOT = "/pages";
    private static final String INDEX = "/index.html";
    private static final Pattern FILE = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\\.[a-z0-9]+");
    private static final Pattern PAGE = Pattern.compile("(?:/[A-Za-z0-9_-]{1,80}){0,4}/?");
    /** Other bundles answer here; without them nothing does. */
    private static final List<String> FOREIGN = List.of("/api", "/signal", "/cxf", "/system");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");
    /** File names there carry a hash of their content. */
    private static final String HASHED = "/assets/";

    private final Function<String, URL> resources;

    /** @param resources finds a resource of the bundle, null if there is none */
    Pages(Function<String, URL> resources) {
        this.resources = resources;
    }

    /**
     * Finds what a path means.
     *
     * @param acceptEncoding the request's header, may be null
     */
    Optional<Page> find(String path, String acceptEncoding) {
        if (FOREIGN.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))) {
            return Optional.empty();
        }
        if (FILE.matcher(path).matches()) {
            return file(path, acceptEncoding == null ? "" : acceptEncoding);
        }
        return PAGE.matcher(path).matches() ? file(INDEX, "") : Optional.empty();
    }

    private Optional<Page> file(String path, String acceptEncoding) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        boolean hashed = path.startsWith(HASHED);
        for (Encoding encoding : Encoding.values()) {
            if (encoding.acceptedBy(acceptEncoding)) {
                URL packed = resources.apply(ROOT + path + encoding.suffix);
                if (packed != null) {
                    return Optional.of(new Page(packed, type, hashed, Optional.of(encoding.name)));
                }
            }
        }
        return Optional.ofNullable(resources.apply(ROOT + path))
                .map(url -> new Page(url, type, hashed, Optional.empty()));
    }

    /**
     * Something to serve.
     *
     * @param hashed its address changes with its content: it may be kept for ever
     * @param encoding the content encoding of the bytes
     */
    record Page(URL content, String type, boolean hashed, Optional<String> encoding) {}

    /** In order of preference. */
    private enum Encoding {
        BROTLI("br", ".br"),
        GZIP("gzip", ".gz");

        private final String name;
        private final String suffix;
        private final Pattern accepted;

        Encoding(String name, String suffix) {
            this.name = name;
            this.suffix = suffix;
            this.accepted = Pattern.compile("(?:^|,)\\s*" + name + "\\s*(?:$|,|;(?!\\s*q=0(?:\\.0*)?\\s*(?:$|,)))");
        }

        boolean acceptedBy(String header) {
            return accepted.matcher(header).find();
        }
    }
}
