package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.itests.RestClient.expect;
import static org.sightline.itests.RestClient.json;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R30: axe finds nothing serious on any page, in both languages, at a desk and on a phone, light and dark. Leaves a picture of
 * each in {@code target/screenshots}.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class AccessibilityIT {
    private static final String WORKSPACE = "main";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static Platform platform;
    private static Chromium chromium;
    private static String axe;
    private static RestClient administrator;
    private static String administratorsPassword;

    private final List<String> findings = new ArrayList<>();
    private String language;

    @BeforeAll
    static void start() throws Exception {
        Path script = Path.of(System.getProperty("bundles"))
                .resolve("org.sightline.web/src/main/web/node_modules/axe-core/axe.min.js");
        assertTrue(
                Files.isRegularFile(script),
                () -> "axe-core is missing; the pages' own build installs it (npm ci): " + script);
        axe = Files.readString(script);
        Files.createDirectories(SCREENSHOTS);
        platform = new Platform("accessibility");
        platform.start();
        administrator = new RestClient(platform);
        administratorsPassword =
                administrator.signInFirstTime(WORKSPACE, "admin", platform.firstAdministratorPassword());
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            if (chromium != null) {
                chromium.close();
            }
        } finally {
            if (platform != null) {
                platform.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-CA", "fr-CA"})
    void axeFindsNothingSeriousOnAnyPage(String spoken) throws Exception {
        language = spoken;
        String name = "tina-" + language.substring(0, 2);
        String oneTimePassword = json(expect(
                        201,
                        administrator.send(
                                "POST",
                                "/api/v1/users",
                                Map.of("name", name, "displayName", "Tina Brook", "role", "technician"))))
                .path("oneTimePassword")
                .asText();

        Window technician = withAxe(chromium.desk(platform, language));
        Window customer = withAxe(chromium.phone(platform, language));
        signingIn(technician, name, oneTimePassword);
        String recording = callOfTwo(technician, customer);
        refusedReview(technician, recording);
        administration(withAxe(chromium.desk(platform, language)), recording);

        assertEquals("", String.join("\n", findings));
        assertEquals(List.of(), chromium.faults());
    }

    /** Axe comes with every document, because the pages' content security policy lets nobody add it later. */
    private static Window withAxe(Window window) {
        window.page().addInitScript(axe);
        return window;
    }

    private void signingIn(Window technician, String name, String oneTimePassword) {
        technician.go("/sign-in");
        technician.see("sign-in");
        look(technician, "sign-in");
        technician.signIn(WORKSPACE, name, "certainly wrong");
        technician.see("error");
        look(technician, "sign-in-refused");
        technician.signIn(WORKSPACE, name, oneTimePassword);
        technician.see("save-password");
        look(technician, "password");
        String next = "eleven quiet herons at dawn";
        technician.fill("password-current", oneTimePassword);
        technician.fill("password-next", next);
        technician.fill("password-again", next);
        technician.click("save-password");
        technician.see("new-call");
        look(technician, "today-empty");
    }

    /** @return the address of the recording */
    private String callOfTwo(Window technician, Window customer) {
        technician.click("new-call");
        technician.see("customer-name");
        look(technician, "new-call");
        technician.fill("customer-name", "Gwen Petersen");
        technician.click("create-call");
        String link = technician.see("link").inputValue();
        look(technician, "new-call-link");
        technician.click("go-to-call");
        technician.see("join-call");
        look(technician, "call-ready");

        customer.go("/join#0000000000000000000000000000000000000000000");
        customer.see("link-problem");
        look(customer, "join-invalid");
        customer.go("/sign-in"); // an address that differs in its fragment alone would not be loaded anew
        customer.go(link);
        customer.see("consent-yes");
        look(customer, "join");
        customer.join(true);
        customer.see("allow-camera");
        look(customer, "join-permission");
        customer.click("allow-camera");
        customer.see("change-consent");
        customer.await(
                "one's own picture is shown",
                () -> customer.number("() => document.querySelector('[data-testid=own-video]').videoWidth") > 0);
        look(customer, "join-waiting");

        technician.go("/");
        technician.see("call-row");
        look(technician, "today-waiting");
        technician.click("open-call");
        technician.join(true);
        technician.seeMovingPictures();
        customer.seeMovingPictures();
        technician.seeRecording("recording");
        look(technician, "call");
        look(customer, "join-call");
        customer.click("recording-details");
        customer.see("recording-card");
        look(customer, "join-call-recording-details");
        customer.page().keyboard().press("Escape");
        customer.click("pause-recording");
        technician.seeRecording("paused");
        customer.seeRecording("paused");
        look(technician, "call-paused");
        look(customer, "join-call-paused");
        technician.click("resume-recording");
        technician.seeRecording("recording");
        technician.click("end-call");
        technician.see("confirm");
        look(technician, "call-end");
        technician.click("confirm");
        technician.see("review-call");
        customer.see("call-over");
        look(technician, "call-over");
        look(customer, "join-over");
        String recording = technician.part("review-call").getAttribute("href");
        customer.go("/sign-in");
        customer.go(link);
        customer.see("link-problem");
        look(customer, "join-expired");
        return recording;
    }

    private void refusedReview(Window technician, String recording) {
        technician.go(recording);
        technician.see("refused");
        look(technician, "recording-refused");
        technician.go("/audit");
        technician.page().getByRole(AriaRole.HEADING).first().waitFor();
        look(technician, "forbidden");
        technician.go("/nowhere");
        look(technician, "not-found");
    }

    private void administration(Window boss, String recording) {
        Awaitility.await("the recording is stored")
                .atMost(Duration.ofSeconds(30))
                .until(() -> json(expect(200, administrator.get("/api/v1" + recording)))
                        .path("state")
                        .asText()
                        .equals("stored"));
        boss.signIn(WORKSPACE, "admin", administratorsPassword);
        boss.see("call-row");
        look(boss, "today");
        boss.click("account");
        boss.see("sign-out");
        look(boss, "account");
        boss.go("/recordings");
        boss.see("recording-row");
        look(boss, "recordings");
        boss.go(recording);
        boss.see("watchers");
        boss.await(
                "a still is shown",
                () -> boss.number("() => document.querySelector('sl-thumbnails img').naturalWidth") > 0);
        look(boss, "recording");
        boss.click("play");
        boss.await(
                "it plays", () -> boss.number("() => document.querySelector('[data-role=customer]').currentTime") > 1);
        boss.click("both-cameras");
        boss.click("play");
        look(boss, "recording-both");
        boss.click("check");
        boss.see("check-result");
        look(boss, "recording-checked");
        boss.go("/settings/review");
        boss.see("policy-own-calls").check();
        look(boss, "settings-review");
        boss.click("apply-policy");
        boss.see("confirm");
        look(boss, "settings-review-apply");
        boss.go("/settings/region");
        boss.see("region");
        boss.page().getByRole(AriaRole.TABLE).waitFor();
        look(boss, "settings-region");
        boss.go("/settings/users");
        boss.see("user-row");
        look(boss, "settings-users");
        boss.click("add-user");
        boss.see("create-user");
        look(boss, "settings-users-add");
        boss.go("/audit");
        boss.see("audit-row");
        boss.click("verify-audit");
        boss.see("audit-verdict");
        look(boss, "audit");
    }

    /** Takes a picture of a page in both sizes and lets axe judge it: light at a desk, dark on a phone. */
    private void look(Window window, String name) {
        Page page = window.page();
        var before = page.viewportSize();
        page.setViewportSize(Window.DESK.width(), Window.DESK.height());
        picture(window, name, Window.DESK);
        judge(page, name + " " + Window.DESK);
        page.setViewportSize(Window.PHONE.width(), Window.PHONE.height());
        picture(window, name, Window.PHONE);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        judge(page, name + " " + Window.PHONE + " dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(before.width, before.height);
    }

    private void picture(Window window, String name, Window.Size size) {
        settle(window.page());
        window.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + "-" + language.substring(0, 2) + "-" + size + ".png")));
        if (window.number("() => document.documentElement.scrollWidth - innerWidth") > 0) {
            findings.add(language + " " + name + " " + size + ": scrolls sideways");
        }
    }

    /** Lets dialogs and changes of colour come to their end: half-way there is no contrast to measure. */
    private static void settle(Page page) {
        page.evaluate("() => Promise.race([Promise.allSettled(document.getAnimations()"
                + ".filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)"
                + ".map(animation => animation.finished)), new Promise(done => setTimeout(done, 2000))])");
    }

    private void judge(Page page, String where) {
        settle(page);
        Object found = page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ' (' + v.impact + '): ' + v.nodes.map(n => n.target + ' ' + n.html).join(' | '))"
                + ".join('; ')");
        if (!found.toString().isEmpty()) {
            findings.add(language + " " + where + ": " + found);
        }
    }
}
