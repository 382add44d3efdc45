package org.sightline.storage.s3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.s3.server.LocalS3;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.WorkspaceId;

/** The bundle as a framework sees it: with what is inside it, what it imports and nothing else. */
@Timeout(120)
final class BundleTest {
    private static final Path CONTENT = Path.of("target/classes");
    private static LocalS3 s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = LocalS3.inMemory();
        Buckets.create(s3, "recordings");
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    private static Attributes manifest() throws IOException {
        try (InputStream in = Files.newInputStream(CONTENT.resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static Set<String> imports() throws IOException {
        return Stream.of(manifest().getValue("Import-Package").split(",(?=[a-z])"))
                .map(clause -> clause.replaceAll(";.*", ""))
                .collect(Collectors.toSet());
    }

    /** A framework's class loader: the bundle's own classes first, the imported packages, the platform's java packages. */
    private static final class BundleLoader extends URLClassLoader {
        private final Set<String> imports;

        BundleLoader() throws IOException {
            super(new URL[] {CONTENT.toUri().toURL()}, null);
            imports = imports();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            int end = name.lastIndexOf('.');
            String itsPackage = end < 0 ? "" : name.substring(0, end);
            if (itsPackage.startsWith("java.") || imports.contains(itsPackage) || itsPackage.startsWith("jdk.")) {
                return BundleTest.class.getClassLoader().loadClass(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @Test
    void itExportsNothingAndImportsOnlyThePlatformTheLogAndWhatItServes() throws Exception {
        assertEquals(null, manifest().getValue("Export-Package"));
        for (String each : imports()) {
            assertTrue(
                    each.startsWith("javax.")
                            || each.equals("jdk.net")
                            || each.equals("org.ietf.jgss")
                            || each.startsWith("org.slf4j")
                            || each.startsWith("org.sightline.storage"),
                    each);
        }
    }

    @Test
    void itWorksWithWhatItImportsAndLeavesNoClassLoaderBehind() throws Exception {
        WeakReference<ClassLoader> loader = useAndClose();
        Awaitility.await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private static WeakReference<ClassLoader> useAndClose() throws Exception {
        BundleLoader loader = new BundleLoader();
        Class<?> type = loader.loadClass(S3StorageBackend.class.getName());
        Class<?> configType = loader.loadClass(Config.class.getName());
        StorageBackend backend = create(type, configType, loader);
        ObjectKey key = new ObjectKey(WorkspaceId.fresh(), "rec_1", "media");
        Awaitility.await().until(() -> backend.health().ready());
        backend.put(key, new ByteArrayInputStream(new byte[6 << 20]), 6 << 20);
        try (InputStream in = backend.read(key, 0, 6 << 20)) {
            assertEquals(6 << 20, in.readAllBytes().length);
        }
        try (Stream<ObjectKey> keys = backend.list("")) {
            assertEquals(1, keys.count());
        }
        assertTrue(backend.delete(key));
        var close = type.getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(backend);
        loader.close();
        return new WeakReference<>(loader);
    }

    private static StorageBackend create(Class<?> type, Class<?> configType, ClassLoader loader) throws Exception {
        var constructor = type.getDeclaredConstructor(configType, String.class, Clock.class, int.class);
        constructor.setAccessible(true);
        Map<String, Object> values = Backends.config(s3).values();
        Object config = java.lang.reflect.Proxy.newProxyInstance(
                loader,
                new Class<?>[] {configType},
                (proxy, method, arguments) ->
                        values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue());
        return (StorageBackend)
                constructor.newInstance(config, Backends.CONFIGURATION, Clock.systemUTC(), Backends.PAGE);
    }
}
