package org.sightline.demo.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.selftest.SelfTest;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the platform at its first start: a workspace, a recorded call, its review, a live change of the review policy.
 * Runs only where it is configured, tells its steps on standard output and leaves its findings in a file.
 */
@Component(
        service = Demo.class,
        immediate = true,
        configurationPid = "org.sightline.demo",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Demo.Config.class)
public final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final String WORKSPACE = "demo";
    private static final long READY_WITHIN_MILLIS = 120_000;

    @ObjectClassDefinition(name = "%demo.name", description = "%demo.description", localization = "OSGI-INF/l10n/demo")
    @interface Config {
        @AttributeDefinition(name = "%seconds.name", description = "%seconds.description")
        int seconds() default 10;

        @AttributeDefinition(name = "%result.name", description = "%result.description")
        String result();
    }

    private final Workspaces workspaces;
    private final Users users;
    private final SelfTest selfTest;
    private final int seconds;
    private final Path result;
    private final URI base;
    private final PrintStream out = System.out;
    private final Thread thread;

    @Activate
    public Demo(@Reference Workspaces workspaces, @Reference Users users, @Reference SelfTest selfTest, Config config) {
        this.workspaces = workspaces;
        this.users = users;
        this.selfTest = selfTest;
        if (config.result() == null || config.result().isBlank()) {
            throw new IllegalArgumentException("org.sightline.demo: 'result' names no file");
        }
        seconds = config.seconds();
        result = Path.of(config.result());
        base = URI.create("https://localhost:" + System.getProperty("sightline.https.port", "8443"));
        thread = new Thread(this::show, "demo");
        thread.start();
    }

    @Deactivate
    void stop() {
        thread.interrupt();
    }

    private void show() {
        Outcome outcome = null;
        try {
            Visitor waiting = visitor();
            long bootMillis = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            say("The platform is up after %,d ms.", bootMillis);
            outcome = new Outcome(bootMillis, System.getProperty("karaf.data"));
            callAndReview(waiting, outcome);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.error("the demonstration failed", e);
            say("FAILED: %s", e.getMessage());
            outcome = outcome == null ? new Outcome(0, System.getProperty("karaf.data")) : outcome;
            outcome.failed(String.valueOf(e.getMessage()));
        }
        try {
            outcome.write(result);
        } catch (IOException e) {
            LOG.error("cannot write {}", result, e);
        }
    }

    /** Waits until the platform answers on its own address. */
    private Visitor visitor() throws InterruptedException, IOException, GeneralSecurityException {
        Path certificate = Path.of(System.getProperty("karaf.data"), "sightline", "tls", "certificate.pem");
        long giveUp = System.currentTimeMillis() + READY_WITHIN_MILLIS;
        while (System.currentTimeMillis() < giveUp) {
            if (Files.isReadable(certificate)) {
                Visitor visitor = new Visitor(base, certificate);
                if (visitor.ready()) {
                    return visitor;
                }
            }
            Thread.sleep(100);
        }
        throw new IOException("the platform was not ready within " + READY_WITHIN_MILLIS / 1000 + " s");
    }

    private void callAndReview(Visitor administrator, Outcome outcome)
            throws IOException, InterruptedException, GeneralSecurityException {
        Workspace workspace =
                workspaces.create(Caller.operator(WorkspaceId.PLATFORM), WORKSPACE, "Demo Heating", "ca-central-1");
        Caller operator = Caller.operator(workspace.id());
        Users.NewUser admin = users.add(operator, "admin", "Mireille Tremblay", Role.ADMINISTRATOR);
        Users.NewUser tech = users.add(operator, "tech", "Priya Raman", Role.TECHNICIAN);
        say("Workspace '%s' keeps its recordings in %s.", WORKSPACE, workspace.region());

        SelfTest.Report report = selfTest.run(
                new SelfTest.Options(
                        workspace.id(), tech.user().id(), admin.user().id(), seconds),
                step -> say(
                        "  %s %-46s %,7d ms  %s",
                        step.passed() ? "ok    " : "FAILED", step.name(), step.millis(), step.detail()));
        outcome.call(report);
        if (!report.passed()) {
            throw new IOException("the test call failed");
        }

        String adminPassword = password();
        String techPassword = password();
        administrator.signIn(WORKSPACE, "admin", admin.oneTimePassword(), adminPassword);
        Visitor technician = visitor();
        technician.signIn(WORKSPACE, "tech", tech.oneTimePassword(), techPassword);

        String recording = report.recording().value();
        boolean held = review(outcome, "administrator", "the administrator watches", 200, administrator, recording);
        held &= review(outcome, "technicianBefore", "the technician is refused", 403, technician, recording);
        administrator.changeReviewPolicy("own-calls");
        say("  ok     review policy changed to own-calls, live");
        held &= review(outcome, "technicianAfter", "the technician is let in", 200, technician, recording);
        if (!held) {
            throw new IOException("a review was not answered as it should be");
        }
        outcome.passed();
        say("");
        say("Open %s/ (the certificate is this platform's own, so the browser warns once) and sign in:", base);
        say("  workspace %s, user admin, password %s", WORKSPACE, adminPassword);
        say("  workspace %s, user tech,  password %s", WORKSPACE, techPassword);
        say("Create a call as tech and open the customer's link in a second window.");
    }

    private boolean review(Outcome outcome, String who, String what, int expected, Visitor visitor, String recording)
            throws IOException, InterruptedException {
        int status = visitor.watch(recording, 1);
        outcome.review(who, status);
        boolean held = status == expected;
        say("  %s %-46s HTTP %d", held ? "ok    " : "FAILED", what, status);
        return held;
    }

    private static String password() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
