package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** R2, R9, R15: calls in real browsers, at a desk and on a phone, and the review of what was recorded. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrowserCallIT {
    private static final String WORKSPACE = "main";
    private static final String LANGUAGE = "en-CA";

    private static Platform platform;
    private static Chromium chromium;
    private static Window administrator;
    private static Window technician;

    @BeforeAll
    static void signBothIn() throws Exception {
        platform = new Platform("browser-call");
        platform.start();
        chromium = new Chromium();
        administrator = chromium.desk(platform, LANGUAGE);
        administrator.signInFirstTime(
                WORKSPACE, "admin", platform.firstAdministratorPassword(), "copper lantern over the harbour");
        String oneTimePassword = addTechnician("tina", "Tina Brook");
        technician = chromium.desk(platform, LANGUAGE);
        technician.signInFirstTime(WORKSPACE, "tina", oneTimePassword, "eleven quiet herons at dawn");
        assertFalse(technician.shows("nav-settings"), "a technician is offered no settings");
    }

    private static String addTechnician(String name, String displayName) {
        administrator.click("nav-settings");
        administrator.click("tab-users");
        administrator.click("add-user");
        administrator.fill("new-user-display", displayName);
        administrator.fill("new-user-name", name);
        administrator.part("new-user-technician").check();
        administrator.click("create-user");
        String password = administrator.see("one-time-password").inputValue();
        administrator.click("password-passed-on");
        return password;
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

    @AfterEach
    void nothingWentWrongInAnyWindow() {
        assertEquals(List.of(), chromium.faults());
    }

    @Test
    void aCallIsHeldRecordedAndReviewedByWhomThePolicyAllows() {
        Window customer = chromium.phone(platform, LANGUAGE);
        customer.joinAsCustomer(technician.createCall("Gwen Petersen"), true);
        technician.join(true);

        technician.seeMovingPictures();
        customer.seeMovingPictures();
        technician.seeRecording("recording");
        customer.seeRecording("recording");
        technician.await("seven seconds are recorded", () -> technician.recordedSeconds() >= 7);

        technician.click("pause-recording");
        technician.seeRecording("paused");
        customer.seeRecording("paused");
        customer.seeMovingPictures();
        customer.click("resume-recording");
        customer.seeRecording("recording");
        technician.seeRecording("recording");
        technician.seeMovingPictures();
        technician.await("nine seconds are recorded", () -> technician.recordedSeconds() >= 9);

        technician.endCall();
        assertTrue(customer.see("call-over").isVisible(), "the customer is told");
        String recording = technician.see("review-call").getAttribute("href");

        administratorWatches(recording);
        technicianIsRefusedUntilThePolicyChanges(recording);
        customer.page().context().close();
    }

    private static void administratorWatches(String recording) {
        administrator.go("/recordings");
        administrator.see("recording-row").getByRole(AriaRole.LINK).first().click();
        administrator.page().waitForURL("**" + recording);
        administrator.see("player");
        administrator.await(
                "a still of the recording is shown",
                () -> administrator.number("() => document.querySelector('sl-thumbnails img').naturalWidth") > 0);

        administrator.click("play");
        administrator.await("the customer's picture plays", () -> currentTime() > 0.5);
        double before = currentTime();
        administrator.await("it goes on", () -> currentTime() > before + 0.5);
        administrator.click("play");
        administrator.await(
                "it rests",
                () -> administrator.part("player").getAttribute("data-playing").equals("false"));

        // From the start to the moment five seconds on, by keyboard; the customer's take begins a little later than the
        // call.
        administrator.part("seek").press("Home");
        administrator.await("it is back at the start", () -> position() == 0);
        administrator.part("seek").press("ArrowRight");
        administrator.await("it has jumped ahead", () -> position() == 5000 && settled());
        assertEquals(5, currentTime(), 1.5);
        assertTrue(
                administrator.number(CUSTOMERS_PICTURE_VARIES) > 10,
                "the picture at the new position is decoded and not of one colour");
        administrator.click("play");
        double there = currentTime();
        administrator.await("it plays on from there", () -> currentTime() > there + 0.5);
        administrator.click("play");
    }

    private static final String CUSTOMERS_PICTURE =
            "document.querySelector('[data-testid=player] [data-role=customer]')";

    /** The widest difference of brightness in the picture that is shown. */
    private static final String CUSTOMERS_PICTURE_VARIES = "() => { const video = " + CUSTOMERS_PICTURE + ";"
            + " const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });"
            + " const context = canvas.getContext('2d'); context.drawImage(video, 0, 0, 64, 36);"
            + " const bytes = context.getImageData(0, 0, 64, 36).data.filter((_, i) => i % 4 === 1);"
            + " return Math.max(...bytes) - Math.min(...bytes); }";

    private static double currentTime() {
        return administrator.number("() => " + CUSTOMERS_PICTURE + ".currentTime");
    }

    private static int position() {
        return Integer.parseInt(administrator.part("player").getAttribute("data-position"));
    }

    private static boolean settled() {
        return administrator.number(
                        "() => !" + CUSTOMERS_PICTURE + ".seeking && " + CUSTOMERS_PICTURE + ".readyState >= 2 ? 1 : 0")
                == 1;
    }

    private static void technicianIsRefusedUntilThePolicyChanges(String recording) {
        technician.go(recording);
        technician.see("refused");
        assertFalse(technician.shows("player"));

        applyPolicy("own-calls");
        technician.see("player");
        technician.click("play");
        technician.await(
                "the technician watches the call he or she held",
                () -> technician.number("() => " + CUSTOMERS_PICTURE + ".currentTime") > 0.5);

        applyPolicy("administrators");
        technician.see("access-ended");
        assertFalse(technician.shows("player"));
    }

    private static void applyPolicy(String policy) {
        administrator.go("/settings/review");
        administrator.see("policy-" + policy).check();
        administrator.click("apply-policy");
        administrator.click("confirm");
        administrator.see("toast");
    }

    @Test
    void whoRefusesToBeRecordedIsInTheCallAllTheSame() {
        Window customer = chromium.phone(platform, LANGUAGE);
        customer.joinAsCustomer(technician.createCall("Omar Nasser"), false);
        technician.join(true);

        technician.seeMovingPictures();
        customer.seeMovingPictures();
        technician.seeRecording("refused");
        customer.seeRecording("refused");

        technician.endCall();
        customer.see("call-over");
        assertFalse(technician.shows("review-call"), "there is nothing to review");
        technician.go("/recordings");
        technician.see("search");
        assertEquals(0, technician.page().getByText("Omar Nasser").count(), "nothing was recorded");
        customer.page().context().close();
    }

    @Test
    void aPageThatIsLoadedAnewComesBack() {
        Window customer = chromium.phone(platform, LANGUAGE);
        customer.joinAsCustomer(technician.createCall("Rosa Lind"), true);
        technician.join(true);
        technician.seeMovingPictures();
        customer.seeMovingPictures();
        technician.seeRecording("recording");

        long gone = System.nanoTime();
        customer.page().reload();
        customer.joinAsCustomer(true);
        customer.await("the first pictures after the reload", () -> customer.framesDecoded() > 0);
        Duration away = Duration.ofNanos(System.nanoTime() - gone);
        assertTrue(away.toSeconds() < 10, () -> "back only after " + away);

        customer.seeMovingPictures();
        technician.seeMovingPictures();
        technician.seeRecording("recording");
        customer.seeRecording("recording");
        technician.endCall();
        customer.see("call-over");
        customer.page().context().close();
    }
}
