package org.sightline.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.MalformedURLException;
import java.net.URL;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.web.internal.Pages.Page;

class PagesTest {
    private static final Set<String> BUILT = Set.of(
            "/pages/index.html",
            "/pages/favicon.svg",
            "/pages/assets/index-abc.js",
            "/pages/assets/index-abc.js.br",
            "/pages/assets/index-abc.js.gz",
            "/pages/secret.bin");

    private final Pages pages = new Pages(PagesTest::find);

    @ParameterizedTest
    @ValueSource(strings = {"/", "/join", "/calls/call_0199a1b2-7c3d", "/settings/users", "/recordings/"})
    void everyPageAddressIsTheOnePage(String path) {
        Page page = pages.find(path, "br").orElseThrow();

        assertTrue(page.content().getPath().endsWith("/pages/index.html"));
        assertEquals("text/html; charset=utf-8", page.type());
        assertEquals(false, page.hashed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/v1/session",
                "/signal",
                "/cxf/x",
                "/assets/none.js",
                "/a.b/c",
                "/../etc/passwd",
                "/assets/../index.html",
                "/%2e%2e/x",
                "/secret.bin",
                "/a/b/c/d/e/f",
                "//evil",
                "/.git/config"
            })
    void otherBundlesAndUnknownFilesAreNotPages(String path) {
        assertEquals(Optional.empty(), pages.find(path, null));
    }

    @Test
    void aHashedFileIsServedInTheBestEncodingThatIsAccepted() {
        assertEquals(Optional.of("br"), encoding("gzip, deflate, br"));
        assertEquals(Optional.of("gzip"), encoding("gzip;q=0.5"));
        assertEquals(Optional.of("gzip"), encoding("br;q=0, gzip"));
        assertEquals(Optional.empty(), encoding("gzip;q=0"));
        assertEquals(Optional.empty(), encoding(null));
    }

    @Test
    void onlyAFileWhoseNameHoldsAHashIsKeptForEver() {
        assertTrue(pages.find("/assets/index-abc.js", null).orElseThrow().hashed());
        assertEquals(false, pages.find("/favicon.svg", null).orElseThrow().hashed());
    }

    private Optional<String> encoding(String accepted) {
        return pages.find("/assets/index-abc.js", accepted).orElseThrow().encoding();
    }

    private static URL find(String resource) {
        try {
            return BUILT.contains(resource) ? new URL("file:" + resource) : null;
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
