package org.sightline.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** R5: the file store is stopped, updated and started again while objects are written and read. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StorageReplacementIT {
    private static final int ROUNDS = 8;
    private static final String REGION = "ca-central-1";

    @Inject
    private BootFinished boot;

    @Inject
    private BundleContext context;

    @Inject
    @Filter(timeout = InKaraf.PATIENCE_MILLIS)
    private Storage storage;

    @Configuration
    public Option[] configuration() {
        return InKaraf.distribution();
    }

    @Test
    public void nothingAcknowledgedIsLostWhileTheFileStoreIsReplaced() throws Exception {
        WorkspaceId workspace = WorkspaceId.fresh();
        Caller platform = Caller.platform(workspace);
        byte[] content = new byte[300_000];
        Arrays.fill(content, (byte) 7);
        Path source = Files.write(Files.createTempFile("object", ".bin"), content);
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService writers = Executors.newFixedThreadPool(2);
        List<Future<List<StoredObject>>> written = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            String group = "writer-" + writer;
            Callable<List<StoredObject>> write = () -> {
                List<StoredObject> acknowledged = new ArrayList<>();
                for (int n = 0; running.get(); n++) {
                    StoredObject object =
                            storage.put(platform, REGION, new ObjectKey(workspace, group, "object-" + n), source);
                    acknowledged.add(object);
                    assertEquals(content.length, length(platform, object));
                }
                return acknowledged;
            };
            written.add(writers.submit(write));
        }

        Bundle file = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.sightline.storage.file"))
                .findFirst()
                .orElseThrow();
        for (int round = 0; round < ROUNDS; round++) {
            file.stop();
            file.update();
            file.start();
            TimeUnit.MILLISECONDS.sleep(150); // lets the writers write between two replacements
        }
        running.set(false);
        writers.shutdown();

        int count = 0;
        for (Future<List<StoredObject>> future : written) {
            for (StoredObject object : future.get(60, TimeUnit.SECONDS)) {
                assertEquals(REGION, object.region());
                assertEquals(content.length, length(platform, object));
                count++;
            }
        }
        assertTrue("objects written: " + count, count > ROUNDS);
    }

    private long length(Caller caller, StoredObject object) throws Exception {
        try (var in = storage.read(caller, object, 0, object.length())) {
            return in.readAllBytes().length;
        }
    }
}
