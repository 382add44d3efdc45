package org.sightline.itests;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may import whom: the table of {@code docs/architecture.md}, held against the compiled bundles. */
class ImportTableIT {
    private static final String ROOT = "org.sightline.";

    /** Bundle to the bundles whose exported API it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("tenancy", Set.of()),
            entry("media", Set.of()),
            entry("media.webrtc", Set.of()),
            entry("audit", Set.of("tenancy")),
            entry("access", Set.of("tenancy", "audit")),
            entry("events", Set.of("tenancy")),
            entry("keys", Set.of("tenancy", "audit")),
            entry("storage", Set.of("tenancy", "audit", "keys")),
            entry("calls", Set.of("tenancy", "access", "audit", "events", "media")),
            entry("recording", Set.of("tenancy", "access", "audit", "events", "media", "storage", "keys", "calls")),
            entry("access.review", Set.of("tenancy", "access")),
            entry("access.workinghours", Set.of("tenancy", "access")),
            entry("events.artemis", Set.of("tenancy", "events")),
            entry("keys.local", Set.of("tenancy", "keys")),
            entry("keys.aws", Set.of("tenancy", "keys")),
            entry("storage.file", Set.of("tenancy", "storage")),
            entry("storage.s3", Set.of("tenancy", "storage")),
            entry("storage.sftp", Set.of("tenancy", "storage")),
            entry("media.sfu", Set.of("media", "media.webrtc")),
            entry(
                    "persistence",
                    Set.of("tenancy", "audit", "access", "events", "media", "storage", "keys", "calls", "recording")),
            entry("tls", Set.of()),
            entry("web", Set.of()),
            entry(
                    "rest",
                    Set.of("tenancy", "audit", "access", "events", "media", "storage", "keys", "calls", "recording")),
            entry("signalling", Set.of("tenancy", "access", "calls", "media")),
            entry(
                    "selftest",
                    Set.of(
                            "tenancy",
                            "audit",
                            "access",
                            "events",
                            "media",
                            "media.webrtc",
                            "storage",
                            "keys",
                            "calls",
                            "recording")),
            entry(
                    "shell",
                    Set.of(
                            "tenancy",
                            "audit",
                            "access",
                            "events",
                            "media",
                            "storage",
                            "keys",
                            "calls",
                            "recording",
                            "selftest")),
            entry("demo", Set.of("tenancy", "access", "calls", "recording", "selftest")));

    /** Bundles that may import the {@code spi} of each bundle that they may import at all. */
    private static final Set<String> IMPLEMENT_SPIS = Set.of(
            "access.review",
            "access.workinghours",
            "events.artemis",
            "keys.local",
            "keys.aws",
            "storage.file",
            "storage.s3",
            "storage.sftp",
            "media.sfu",
            "persistence",
            "audit",
            "keys",
            "calls",
            "recording");

    /** A technology and the only bundles that may know it. */
    private static final Map<String, Set<String>> ONLY_IN = Map.of(
            "javax.persistence.", Set.of("persistence"),
            "org.apache.openjpa.", Set.of("persistence"),
            "javax.ws.rs.", Set.of("rest"),
            "org.apache.cxf.", Set.of("rest"),
            "javax.jms.", Set.of("events.artemis"),
            "org.apache.activemq.", Set.of("events.artemis"),
            "javax.websocket.", Set.of("signalling"),
            "software.amazon.", Set.of("storage.s3", "keys.aws"),
            "org.apache.sshd.", Set.of("storage.sftp"),
            "org.apache.karaf.", Set.of("shell"));

    private static final Map<String, JavaClasses> BUNDLES = new TreeMap<>();

    @BeforeAll
    static void readBundles() throws IOException {
        Path bundles = Path.of(System.getProperty("bundles"));
        try (Stream<Path> folders = Files.list(bundles)) {
            for (Path folder : folders.sorted().toList()) {
                Path classes = folder.resolve("target/classes");
                if (Files.isDirectory(classes)) {
                    String name = folder.getFileName().toString().substring(ROOT.length());
                    BUNDLES.put(name, new ClassFileImporter().importPath(classes));
                }
            }
        }
    }

    @Test
    void everyBundleIsInTheTable() {
        assertEquals(new TreeSet<>(MAY_IMPORT.keySet()), new TreeSet<>(BUNDLES.keySet()));
    }

    @Test
    void bundlesImportOnlyWhatTheTableAllows() {
        List<String> violations = new ArrayList<>();
        dependencies((bundle, dependency) -> {
            String target = bundleOf(dependency.getTargetClass());
            if (target == null || target.equals(bundle)) {
                return;
            }
            if (!MAY_IMPORT.getOrDefault(bundle, Set.of()).contains(target)) {
                violations.add(bundle + " must not import " + target + ": " + dependency.getDescription());
            }
        });
        assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
    }

    @Test
    void internalsStayInside() {
        List<String> violations = new ArrayList<>();
        dependencies((bundle, dependency) -> {
            String target = bundleOf(dependency.getTargetClass());
            if (target != null
                    && !target.equals(bundle)
                    && dependency.getTargetClass().getPackageName().contains(".internal")) {
                violations.add(dependency.getDescription());
            }
        });
        assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
    }

    @Test
    void edgesNeverTouchAnSpi() {
        List<String> violations = new ArrayList<>();
        dependencies((bundle, dependency) -> {
            String target = bundleOf(dependency.getTargetClass());
            if (target != null
                    && !target.equals(bundle)
                    && !IMPLEMENT_SPIS.contains(bundle)
                    && dependency.getTargetClass().getPackageName().endsWith(".spi")) {
                violations.add(dependency.getDescription());
            }
        });
        assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
    }

    @Test
    void eachTechnologyStaysInItsBundle() {
        List<String> violations = new ArrayList<>();
        dependencies((bundle, dependency) -> ONLY_IN.forEach((prefix, allowed) -> {
            if (dependency.getTargetClass().getName().startsWith(prefix) && !allowed.contains(bundle)) {
                violations.add(dependency.getDescription());
            }
        }));
        assertTrue(violations.isEmpty(), () -> String.join("\n", violations));
    }

    private interface Visitor {
        void visit(String bundle, Dependency dependency);
    }

    private static void dependencies(Visitor visitor) {
        BUNDLES.forEach((bundle, classes) -> {
            for (JavaClass type : classes) {
                type.getDirectDependenciesFromSelf().forEach(dependency -> visitor.visit(bundle, dependency));
            }
        });
    }

    /** The bundle that a class of ours belongs to: the longest known bundle name that its package starts with. */
    private static String bundleOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName() + ".";
        if (!name.startsWith(ROOT)) {
            return null;
        }
        String rest = name.substring(ROOT.length());
        return MAY_IMPORT.keySet().stream()
                .filter(bundle -> rest.startsWith(bundle + "."))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse(rest);
    }
}
