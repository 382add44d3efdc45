package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.Action;
import org.sightline.selftest.SelfTest;
import org.sightline.selftest.SelfTest.Report;
import org.sightline.selftest.SelfTest.Step;

/** The platform calls itself, records, plays back and verifies. */
@Service
@Command(
        scope = "call",
        name = "test",
        description = "The platform calls itself, records, plays back and verifies",
        detailedDescription =
                "Example: call:test --seconds 10. Two synthetic participants hold a real call in the workspace self-test.")
public final class CallTest extends PlatformCommand {
    @Reference
    SelfTest selfTest;

    @Option(name = "--seconds", aliases = "-s", description = "How long both sides are connected: 2 to 600")
    int seconds = 5;

    @Override
    void run(PrintStream out) throws CommandException {
        operator(Action.PLATFORM_MANAGE);
        Report report = selfTest.run(seconds, step -> {
            out.println(line(step));
            out.flush();
        });
        if (!report.passed()) {
            Step last = report.steps().get(report.steps().size() - 1);
            throw failure("self-test-failed", last.name() + ": " + last.detail());
        }
        out.println("passed: first picture after " + report.firstFrameMillis() + " ms; " + report.recording() + " in "
                + report.region() + ", " + report.durationMillis() + " ms, " + report.videoFrames() + " pictures, "
                + report.audioPackets() + " audio packets, " + report.bytes() + " sealed bytes");
    }

    private static String line(Step step) {
        return String.format(
                Locale.ROOT,
                "%-6s %-34s %,8d ms  %s",
                step.passed() ? "ok" : "FAILED",
                step.name(),
                step.millis(),
                step.detail());
    }
}
