package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium with its fake camera and microphone, which are allowed without asking. */
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"))
            .toAbsolutePath();
    private static final double LAUNCH_PATIENCE_MS = 60_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<Window> windows = new ArrayList<>();

    Chromium() {
        assertTrue(
                Files.isExecutable(EXECUTABLE),
                () -> "Chromium is missing: install it (apt-get install chromium) or set CHROMIUM; looked for "
                        + EXECUTABLE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(EXECUTABLE)
                            .setHeadless(true)
                            .setTimeout(LAUNCH_PATIENCE_MS)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--use-fake-device-for-media-stream",
                                    "--use-fake-ui-for-media-stream",
                                    "--allow-loopback-in-peer-connection",
                                    "--disable-gpu",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync",
                                    "--no-first-run")));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A window of somebody at a desk. */
    Window desk(Platform platform, String language) {
        return open(platform, language, Window.DESK);
    }

    /** A window of somebody with a phone. */
    Window phone(Platform platform, String language) {
        return open(platform, language, Window.PHONE);
    }

    /** Windows share nothing: each has cookies and storage of its own. */
    private Window open(Platform platform, String language, Window.Size size) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(platform.base().toString())
                .setIgnoreHTTPSErrors(true)
                .setLocale(language)
                .setTimezoneId("America/Toronto")
                .setViewportSize(size.width(), size.height())
                .setPermissions(List.of("camera", "microphone", "clipboard-write")));
        Window window = new Window(context.newPage());
        windows.add(window);
        return window;
    }

    /** What went wrong in any window until now: uncaught errors, and what the content security policy refused. */
    List<String> faults() {
        return windows.stream().flatMap(window -> window.faults().stream()).toList();
    }

    @Override
    public void close() {
        try {
            browser.close();
        } finally {
            playwright.close();
        }
    }
}
