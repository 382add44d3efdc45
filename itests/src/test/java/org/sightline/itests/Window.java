package org.sightline.itests;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One person's browser window: what that person does and sees, by the test ids of the pages. */
final class Window {
    /** In CSS pixels. */
    record Size(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    static final Size DESK = new Size(1280, 800);
    static final Size PHONE = new Size(390, 844);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Page page;
    private final List<String> faults = new CopyOnWriteArrayList<>();

    Window(Page page) {
        this.page = page;
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.setDefaultNavigationTimeout(PATIENCE.toMillis());
        page.onPageError(error -> faults.add(page.url().replaceAll("#.*", "") + ": " + error));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
    }

    Page page() {
        return page;
    }

    List<String> faults() {
        return faults;
    }

    void go(String address) {
        page.navigate(address);
    }

    Locator part(String testid) {
        return page.getByTestId(testid).first();
    }

    void click(String testid) {
        part(testid).click();
    }

    void fill(String testid, String text) {
        part(testid).fill(text);
    }

    /** Waits until it is shown. */
    Locator see(String testid) {
        Locator part = part(testid);
        part.waitFor();
        return part;
    }

    void seeGone(String testid) {
        part(testid).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    boolean shows(String testid) {
        return part(testid).isVisible();
    }

    /** Waits for something, and takes a picture of what is shown instead if it does not come. */
    void await(String what, Duration patience, java.util.concurrent.Callable<Boolean> condition) {
        try {
            polling(what, patience).until(condition);
        } catch (RuntimeException e) {
            Path picture = Path.of("target/screenshots/failed-" + what.replaceAll("\\W+", "-") + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(picture));
            throw e;
        }
    }

    void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        await(what, PATIENCE, condition);
    }

    /** In the caller's own thread, because Playwright lives in one thread. */
    private static ConditionFactory polling(String what, Duration patience) {
        return Awaitility.await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(patience)
                .ignoreException(PlaywrightException.class);
    }

    double number(String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    void signIn(String workspace, String user, String password) {
        go("/sign-in");
        fill("workspace", workspace);
        fill("user", user);
        fill("password", password);
        click("sign-in");
    }

    /** Signs in with a one-time password and chooses another, as the page demands. */
    void signInFirstTime(String workspace, String user, String oneTimePassword, String next) {
        signIn(workspace, user, oneTimePassword);
        fill("password-current", oneTimePassword);
        fill("password-next", next);
        fill("password-again", next);
        click("save-password");
        see("new-call");
    }

    /** Creates a call and goes to it. @return the link for the customer, as the button copied it */
    String createCall(String customer) {
        go("/");
        click("new-call");
        fill("customer-name", customer);
        click("create-call");
        see("link");
        click("copy-link-button");
        see("toast");
        String link = pasted();
        click("go-to-call");
        return link;
    }

    /** What is pasted elsewhere; the pages themselves may not read the clipboard. */
    private String pasted() {
        try (Page elsewhere = page.context().newPage()) {
            elsewhere.setContent("<input aria-label='here'>");
            elsewhere.getByLabel("here").press("Control+V");
            return elsewhere.getByLabel("here").inputValue();
        } finally {
            page.bringToFront();
        }
    }

    /** A technician on the page of a call answers the question and joins. */
    void join(boolean consent) {
        click(consent ? "consent-yes" : "consent-no");
        click("join-call");
    }

    /** A customer opens the link, answers the question, joins and allows the camera. */
    void joinAsCustomer(String link, boolean consent) {
        go(link);
        joinAsCustomer(consent);
    }

    void joinAsCustomer(boolean consent) {
        join(consent);
        click("allow-camera");
    }

    /** Frames of the other side that were decoded. */
    double framesDecoded() {
        return number("async () => (await document.querySelector('sl-call, sl-join').stats()).flows"
                + ".filter(f => f.direction === 'in' && f.kind === 'video').reduce((sum, f) => sum + f.frames, 0)");
    }

    /** The other side's picture moves: frames are being decoded, and the element that shows them goes on. */
    void seeMovingPictures() {
        String shown = "() => document.querySelector('[data-testid=remote-video]').currentTime";
        await("the first pictures of the other side arrive", () -> framesDecoded() > 0);
        double frames = framesDecoded();
        double time = number(shown);
        await("the other side's picture moves", () -> framesDecoded() >= frames + 20 && number(shown) > time + 0.5);
    }

    void seeRecording(String status) {
        await(
                "recording-indicator-is-" + status,
                () -> status.equals(part("recording-indicator").getAttribute("data-status")));
    }

    /** What the indicator says, such as 0:07. */
    int recordedSeconds() {
        String[] parts = part("recording-indicator")
                .locator("time")
                .textContent()
                .strip()
                .split(":");
        int seconds = 0;
        for (String part : parts) {
            seconds = 60 * seconds + Integer.parseInt(part);
        }
        return seconds;
    }

    void endCall() {
        click("end-call");
        click("confirm");
        see("call-over");
    }
}
