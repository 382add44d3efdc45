package org.sightline.itests;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.ops4j.pax.exam.util.Filter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sightline.recording.Playback;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.selftest.SelfTest;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/**
 * R5: the file store is stopped, updated, uninstalled, installed and configured anew, 50 times, while 20 calls are recorded
 * and 20 recordings are watched. Nobody notices, and nothing of the old ones stays in memory.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LiveReplacementIT {
    private static final int ROUNDS = 50;
    private static final int RECORDED = 20;
    private static final int WATCHED = 20;
    private static final int CALL_SECONDS = 3;
    private static final long BETWEEN_MILLIS = 500;
    private static final String STORE = "org.sightline.storage.file";

    @Inject
    private BootFinished boot;

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin configurations;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private SelfTest selfTest;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Workspaces workspaces;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Users users;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Recordings recordings;

    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
    private User technician;
    private User administrator;

    @Configuration
    public Option[] configuration() {
        return InKaraf.distribution();
    }

    @Test
    public void recordingAndWatchingGoOnThroughFiftyReplacements() throws Exception {
        Workspace workspace =
                workspaces.create(Caller.operator(WorkspaceId.PLATFORM), "north", "North Heating", "ca-central-1");
        Caller operator = Caller.operator(workspace.id());
        technician = users.add(operator, "tom", "Tom", Role.TECHNICIAN).user();
        administrator = users.add(operator, "ada", "Ada", Role.ADMINISTRATOR).user();
        ExecutorService people = Executors.newFixedThreadPool(RECORDED + WATCHED);

        List<RecordingId> before = new ArrayList<>();
        for (Future<RecordingId> call : people.invokeAll(times(WATCHED, this::recordedCall))) {
            before.add(call.get());
        }
        List<Future<Integer>> work = new ArrayList<>();
        for (RecordingId recording : before) {
            work.add(people.submit(() -> watch(recording)));
        }
        times(RECORDED, this::recordCalls).forEach(task -> work.add(people.submit(task)));

        for (int round = 0; round < ROUNDS; round++) {
            replace(round);
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS); // lets them write and watch between two replacements
        }
        running.set(false);
        people.shutdown();

        int views = 0;
        for (Future<Integer> watcher : work.subList(0, WATCHED)) {
            views += watcher.get(2, TimeUnit.MINUTES);
        }
        int calls = 0;
        for (Future<Integer> recorder : work.subList(WATCHED, work.size())) {
            calls += recorder.get(2, TimeUnit.MINUTES);
        }
        assertTrue("views: " + views, views > ROUNDS * WATCHED / 4);
        assertTrue("calls: " + calls, calls > RECORDED);
        assertEquals("class loaders of replaced stores that are still in memory", 0, uncollected());
    }

    /** How many class loaders of what was replaced stay in memory, however often the collector runs. */
    private long uncollected() throws InterruptedException {
        long left = replaced.size();
        for (int attempt = 0; left > 0 && attempt < 60; attempt++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(500);
            left = replaced.stream().filter(loader -> loader.get() != null).count();
        }
        return left;
    }

    private static <T> List<Callable<T>> times(int count, Callable<T> task) {
        return java.util.Collections.nCopies(count, task);
    }

    private RecordingId recordedCall() {
        while (true) {
            StringBuilder steps = new StringBuilder();
            SelfTest.Report report = selfTest.run(
                    new SelfTest.Options(technician.workspace(), technician.id(), administrator.id(), CALL_SECONDS),
                    step -> steps.append(step).append('\n'));
            if (report.passed()) {
                return report.recording();
            }
            // Twenty calls at once may be more pictures than a busy machine carries: that is not what is tested here.
            String failed = report.steps().get(report.steps().size() - 1).name();
            assertEquals(steps.toString(), "pictures and sound both ways", failed);
        }
    }

    private int recordCalls() {
        int calls = 0;
        while (running.get()) {
            recordedCall();
            calls++;
        }
        return calls;
    }

    private int watch(RecordingId recording) throws Exception {
        Random random = new Random(recording.value().hashCode());
        byte[] whole = range(recording, 0, Long.MAX_VALUE);
        int views = 0;
        while (running.get()) {
            int from = random.nextInt(whole.length);
            int to = from + 1 + random.nextInt(whole.length - from);
            assertArrayEquals(Arrays.copyOfRange(whole, from, to), range(recording, from, to));
            views++;
            TimeUnit.MILLISECONDS.sleep(100); // a viewer seeks about as often
        }
        return views;
    }

    private byte[] range(RecordingId recording, long from, long to) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Playback playback = recordings.open(administrator.caller(), recording, 1)) {
            playback.transfer(from, Math.min(to, playback.length()), out);
        }
        return out.toByteArray();
    }

    private void replace(int round) throws Exception {
        Bundle store = store();
        switch (round % 4) {
            case 0 -> {
                store.stop();
                store.start();
            }
            case 1 -> {
                remember(store);
                store.stop();
                store.update();
                store.start();
            }
            case 2 -> {
                remember(store);
                String location = store.getLocation();
                store.uninstall();
                context.installBundle(location).start();
            }
            default -> configure(500 + round);
        }
    }

    private Bundle store() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> STORE.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private void remember(Bundle store) {
        replaced.add(new WeakReference<>(store.adapt(BundleWiring.class).getClassLoader()));
    }

    private void configure(int minFreeMegabytes) throws Exception {
        var found = configurations.listConfigurations("(service.factoryPid=" + STORE + ")");
        Dictionary<String, Object> properties = found[0].getProperties();
        properties.put("minFreeMegabytes", Integer.toString(minFreeMegabytes));
        found[0].update(properties);
    }
}
