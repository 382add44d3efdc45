package org.sightline.storage.internal.move;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.StorageException;
import org.sightline.storage.spi.InMemoryStorageBackend;

/** A change that is broken off before any of its operations is finished by the next run, and nothing is lost meanwhile. */
@Timeout(300)
final class RegionChangeCrashTest {
    private static World world() throws StorageException {
        World world = new World();
        world.keep(world.canada, "rec_1", 70_000, 10);
        world.keep(world.canada, "rec_2", 100_000);
        World.store(world.canada, new ObjectKey(world.workspace, "rec_0", "left-over"), new byte[3]);
        World.store(world.europe, new ObjectKey(world.workspace, "rec_2", "take-0"), new byte[7]);
        return world;
    }

    @Test
    void aChangeBrokenOffAnywhereIsFinishedByTheNextRun() throws Exception {
        int all = crashAt(Integer.MAX_VALUE);
        assertTrue(all > 90, "only " + all + " operations");
        for (int at = 1; at <= all; at++) {
            crashAt(at);
        }
    }

    /** @return how many operations the first run took */
    private static int crashAt(int at) throws Exception {
        World world = world();
        Faults faults = new Faults(at);
        try (World.Run run = world.new Run(faults)) {
            try {
                run.changes.begin(world.administrator, World.EUROPE, 0);
            } catch (Faults.Crash e) {
                assertTrue(faults.crashed());
            }
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> faults.crashed()
                            || newest(world).isPresent() && newest(world).get().state() == State.DONE);
        }
        world.assertAuthoritative();
        try (World.Run run = world.run()) {
            if (newest(world).isEmpty()) {
                assertEquals(World.CANADA, world.towns.get(world.administrator).region());
                run.changes.begin(world.administrator, World.EUROPE, 0);
            }
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> newest(world).orElseThrow().state() == State.DONE);
        }
        world.assertAllIn(World.EUROPE);
        RegionChange done = newest(world).orElseThrow();
        assertEquals(World.EUROPE, world.towns.get(world.administrator).region(), "crash at " + at);
        assertEquals(5, done.moved().objects(), "crash at " + at);
        assertEquals(done.total(), done.moved());
        assertTrue(done.report().isPresent());
        return faults.operations();
    }

    @Test
    void aChangeThatTakesAnothersPlaceBrokenOffAnywhereIsFinishedByTheNextRun() throws Exception {
        int all = supersedeAndCrashAt(Integer.MAX_VALUE);
        for (int at = 1; at <= all; at += 2) {
            supersedeAndCrashAt(at);
        }
    }

    private static int supersedeAndCrashAt(int at) throws Exception {
        World world = world();
        InMemoryStorageBackend asia = new InMemoryStorageBackend("asia-main", "ap-south-1");
        world.backends.add(asia);
        Faults halfway = new Faults(60);
        try (World.Run run = world.new Run(halfway)) {
            run.changes.begin(world.administrator, World.EUROPE, 0);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(halfway::crashed);
        }
        RegionChange first = newest(world).orElseThrow();
        Faults faults = new Faults(at);
        try (World.Run run = world.new Run(faults)) {
            try {
                run.changes.begin(world.administrator, "ap-south-1", 0);
            } catch (Faults.Crash e) {
                assertTrue(faults.crashed());
            } catch (StorageException e) { // the crash was in a probe
                assertTrue(faults.crashed(), e.getMessage());
            }
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> faults.crashed() || newest(world).orElseThrow().state() == State.DONE);
        }
        world.assertAuthoritative();
        try (World.Run run = world.run()) {
            if (newest(world).orElseThrow().id().equals(first.id())) {
                run.changes.begin(world.administrator, "ap-south-1", 0);
            }
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> newest(world).orElseThrow().state() == State.DONE);
        }
        world.assertAllIn("ap-south-1");
        assertEquals("ap-south-1", world.towns.get(world.administrator).region(), "crash at " + at);
        assertTrue(world.store.unfinished().isEmpty(), "crash at " + at);
        return faults.operations();
    }

    private static Optional<RegionChange> newest(World world) {
        return world.store.newest(world.workspace, 1).stream().findFirst();
    }
}
