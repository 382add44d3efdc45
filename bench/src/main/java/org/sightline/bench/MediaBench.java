package org.sightline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sightline.bench.Measurement.Goal;

/** The whole platform under calls, and Janus under the same ones. */
final class MediaBench {
    private static final int BOOTS = 3;
    private static final int IDLE_SECONDS = 30;
    private static final int WARM_UP_JOINS = 5;
    private static final int JOINS = 20;

    private final List<Measurement> results = new ArrayList<>();
    private final double[] boots = new double[BOOTS];
    private final double[] bootCpu = new double[BOOTS];
    private double liveHeap;

    List<Measurement> run() throws IOException, InterruptedException, GeneralSecurityException {
        Path archive = Path.of(System.getProperty("sightline.archive", ""));
        if (!Files.isRegularFile(archive)) {
            throw new IllegalArgumentException("there is no distribution at " + archive);
        }
        for (int i = 0; i < BOOTS - 1; i++) {
            try (PlatformPeer platform = new PlatformPeer(archive)) {
                booted(i, platform);
            }
        }
        beside(platform(archive));
        return results;
    }

    private LoadRun platform(Path archive) throws IOException, InterruptedException, GeneralSecurityException {
        try (PlatformPeer platform = new PlatformPeer(archive)) {
            booted(BOOTS - 1, platform);
            results.add(Measurement.of("cold boot to the first possible call", "s", Goal.atMost(20), boots));
            results.add(Measurement.of("cold boot: CPU time", "s", Goal.NONE, bootCpu));
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            results.add(Measurement.of(
                    "resident memory, idle, before any call",
                    "MB",
                    Goal.atMost(450),
                    ProcessFigures.residentMegabytes(platform.pid())));
            platform.signIn();
            LoadRun ours = underLoad(platform);
            double[] joins = joins(platform);
            results.add(Measurement.of("join to first frame, median", "ms", Goal.atMost(150), joins));
            results.add(Measurement.percentile95("join to first frame, 95th percentile", "ms", Goal.NONE, joins));
            return ours;
        }
    }

    private void booted(int boot, PlatformPeer platform) throws IOException {
        boots[boot] = platform.bootSeconds();
        bootCpu[boot] = ProcessFigures.cpuNanos(platform.pid()) / 1e9;
        Bench.say("The platform is up after %.1f s, of which %.1f s CPU.", boots[boot], bootCpu[boot]);
    }

    private LoadRun underLoad(PlatformPeer platform) throws IOException, InterruptedException {
        Bench.say("%d recorded calls through the platform ...", LoadRun.CALLS);
        LoadRun run = LoadRun.of(platform, () -> liveHeap = ProcessFigures.liveHeapMegabytes(platform.pid()));
        results.add(
                Measurement.of("CPU per packet relayed, recorded and sealed", "us", Goal.NONE, run.microsPerPacket()));
        double[] perCore = run.microsPerPacket().clone();
        for (int i = 0; i < perCore.length; i++) {
            perCore[i] = 1e6 / perCore[i];
        }
        results.add(Measurement.of("packets a second that a core carries", "1/s", Goal.NONE, perCore));
        circumstances("platform", run);
        String calls = ", " + LoadRun.CALLS + " recorded calls";
        results.add(Measurement.of("heap in use after a full collection" + calls, "MB", Goal.NONE, liveHeap));
        results.add(Measurement.of(
                "resident memory" + calls, "MB", Goal.NONE, ProcessFigures.residentMegabytes(platform.pid())));
        return run;
    }

    private void circumstances(String whose, LoadRun run) {
        results.add(Measurement.of(whose + ": packets in", "1/s", Goal.NONE, run.packetsPerSecond()));
        results.add(Measurement.of(whose + ": packets out / in", "ratio", Goal.NONE, run.delivered()));
        results.add(Measurement.of(whose + ": CPU", "cores", Goal.NONE, run.cores()));
        results.add(Measurement.of(whose + ": CPU of those who call", "cores", Goal.NONE, run.clientCores()));
    }

    /** One call after another; the first ones warm both sides up. */
    private static double[] joins(Peer peer) throws IOException, InterruptedException {
        double[] millis = new double[JOINS];
        try (Traffic traffic = new Traffic()) {
            for (int i = -WARM_UP_JOINS; i < JOINS; i++) {
                TwoPersonCall call = peer.open(traffic);
                if (i >= 0) {
                    millis[i] = call.firstFrameMillis();
                }
                call.end();
            }
        }
        return millis;
    }

    /** Without Janus, or when it fails, the platform's own figures stand alone. */
    private void beside(LoadRun ours) throws InterruptedException {
        String ratio = "CPU per packet: platform / Janus";
        Goal goal = Goal.atMost(0.6);
        try (JanusPeer janus = new JanusPeer()) {
            Bench.say("The same calls through Janus ...");
            LoadRun theirs = LoadRun.of(janus, janus::requireRecordings);
            results.add(Measurement.of(
                    "Janus: CPU per packet relayed and recorded", "us", Goal.NONE, theirs.microsPerPacket()));
            circumstances("Janus", theirs);
            double their = Measurement.median(theirs.microsPerPacket());
            double[] ratios = ours.microsPerPacket().clone();
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] /= their;
            }
            results.add(Measurement.of(ratio, "ratio", goal, ratios));
            results.add(
                    Measurement.of("Janus: accepting a call to first frame, median", "ms", Goal.NONE, joins(janus)));
        } catch (IOException e) {
            Bench.say("Measured without Janus: %s", e.getMessage());
            if (results.stream().noneMatch(result -> result.name().equals(ratio))) {
                results.add(Measurement.missing(ratio, "ratio", goal));
            }
        }
    }
}
