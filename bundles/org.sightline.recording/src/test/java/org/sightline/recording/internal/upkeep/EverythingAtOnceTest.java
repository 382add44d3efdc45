package org.sightline.recording.internal.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.internal.recorder.RecorderWorld.ELSEWHERE;
import static org.sightline.recording.internal.recorder.RecorderWorld.REGION;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.fakes.FakeRelocation;
import org.sightline.recording.internal.library.LibraryWorld;
import org.sightline.recording.internal.recorder.RecorderWorld;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

/** Recordings are made, moved to and fro, wrapped anew and watched by several threads at the same time. */
final class EverythingAtOnceTest {
    private static final int RECORDINGS = 4;
    private static final int ROUNDS = 40;

    @TempDir
    Path folder;

    private RecorderWorld world;
    private RecordingObjects objects;
    private RecordingKeys keys;
    private Caller platform;

    @BeforeEach
    void start() throws Exception {
        world = new RecorderWorld(folder);
        objects = new RecordingObjects(
                world.store, new FakeEvents(), world.turns, world.keys, world.completion, Clock.systemUTC());
        keys = new RecordingKeys(world.store, world.keys, world.sidecars);
        platform = world.platform();
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @Test
    void nothingIsLostNothingIsLeftOverAndNoOldWrappingRemains() throws Exception {
        List<RecordingId> ids = new ArrayList<>();
        for (int i = 0; i < RECORDINGS; i++) {
            ids.add(world.record(1)); // some are still being stored when they move
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work =
                    List.of(() -> move(ids), () -> move(ids.subList(1, 3)), this::rotate, () -> watch(ids));
            for (Future<Void> done : threads.invokeAll(work, 2, TimeUnit.MINUTES)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        ids.forEach(id -> world.awaitState(id, RecordingState.STORED));
        while (keys.due(platform) > 0) {
            keys.rewrap(platform, 100);
        }

        Set<String> there = new TreeSet<>();
        for (String region : List.of(REGION, ELSEWHERE)) {
            world.storage.objects(region).keySet().forEach(path -> there.add(region + "/" + path));
        }
        assertEquals(expected(ids), there);
        String newest = Integer.toString(ROUNDS);
        try (LibraryWorld library = new LibraryWorld(world)) {
            for (RecordingId id : ids) {
                Recording row = world.row(id);
                assertTrue(library.recordings.verify(world.administrator(), id).intact());
                assertEquals(newest, row.key().version());
                assertEquals(newest, row.sidecar().orElseThrow().keyVersion());
            }
        }
    }

    private Set<String> expected(List<RecordingId> ids) {
        return ids.stream()
                .flatMap(id -> world.row(id).objects().stream())
                .map(EverythingAtOnceTest::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(StoredObject object) {
        return object.region() + "/" + object.key().path();
    }

    private Void move(List<RecordingId> ids) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (RecordingId id : ids) {
                String to = world.row(id).region().equals(REGION) ? ELSEWHERE : REGION;
                objects.move(platform, id.value(), to, new FakeRelocation(world.storage, to, operation -> {}));
            }
        }
        return null;
    }

    private Void rotate() throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            world.keys.version(Integer.toString(round));
            keys.rewrap(platform, 100);
            keys.rewrap(platform, 100);
        }
        return null;
    }

    private Void watch(List<RecordingId> ids) {
        try (LibraryWorld library = new LibraryWorld(world)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (RecordingId id : ids) {
                    if (world.row(id).state() == RecordingState.STORED) {
                        assertTrue(
                                library.recordings
                                        .verify(world.administrator(), id)
                                        .intact(),
                                () -> found(id));
                    }
                }
            }
        }
        return null;
    }

    private String found(RecordingId id) {
        return Map.of("row", world.row(id), "check", world.row(id).check()).toString();
    }
}
