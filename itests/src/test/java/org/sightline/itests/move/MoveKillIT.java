package org.sightline.itests.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.calls.CallId;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.keys.DataKey;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.sealed.SealedWriter;
import org.sightline.recording.internal.spool.KeySidecar;
import org.sightline.recording.internal.spool.Sidecars;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;

/** The process that moves a workspace is killed before every single thing that it does to storage or to the database. */
class MoveKillIT {
    private static final int FOREVER = Integer.MAX_VALUE;
    private static final int CONTENT = 150_000;
    private static final int PARALLEL = 2;
    /** How far two runs may differ in what they do: progress is noted by the clock. */
    private static final int TOLERANCE = 10;

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final Caller platform = Caller.platform(workspace);

    @TempDir
    Path folder;

    @Test
    void whereverAMoveIsKilledThereIsOneAuthoritativeCopyAndTheNextStartFinishes() throws Exception {
        Path before = folder.resolve("before");
        prepare(before);
        Path whole = copy(before, "whole");
        assertEquals(0, victim(whole, FOREVER));
        List<String> operations = Files.readAllLines(output(whole));
        assertTrue(operations.size() > 30, () -> "operations: " + operations);
        verifyMoved(whole);

        ExecutorService executor = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Future<Boolean>> deaths = new ArrayList<>();
            for (int lives = 0; lives < operations.size(); lives++) {
                int operationsDone = lives;
                deaths.add(executor.submit(() -> dieAndGoOn(before, operationsDone)));
            }
            int died = 0;
            for (Future<Boolean> death : deaths) {
                died += death.get(20, TimeUnit.MINUTES) ? 1 : 0;
            }
            assertTrue(died > operations.size() - TOLERANCE, "deaths: " + died);
        } finally {
            executor.shutdownNow();
        }
    }

    /** @return false if it was done before it was to die */
    private boolean dieAndGoOn(Path before, int operationsDone) throws Exception {
        Path place = copy(before, "killed-" + operationsDone);
        int exit = victim(place, operationsDone);
        assertTrue(exit == 0 || exit == Countdown.KILLED, () -> operationsDone + ": " + read(output(place)));
        try (House house = new House(place, new Countdown(FOREVER))) {
            for (Recording recording : recordings(house)) {
                assertWhole(house, recording, "killed after " + operationsDone);
            }
            RegionChange done = Victim.move(house, workspace);
            assertTrue(done.report().isPresent());
            assertMoved(house, place, "killed after " + operationsDone);
        }
        delete(place);
        return exit == Countdown.KILLED;
    }

    private static Path output(Path place) {
        return place.resolve("output.txt");
    }

    /** @return its exit code */
    private int victim(Path place, int lives) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        place.toString(),
                        workspace.value(),
                        Integer.toString(lives))
                .redirectErrorStream(true)
                .redirectOutput(output(place).toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it does not end");
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<Recording> recordings(House house) {
        List<Recording> recordings = house.recordings.newest(workspace, Optional.empty(), 10);
        assertEquals(2, recordings.size());
        return recordings;
    }

    /** What the row speaks of is there to the last bit, opens with the row's key, and lies in the row's region alone. */
    private void assertWhole(House house, Recording recording, String when) throws Exception {
        for (StoredObject object : recording.objects()) {
            try (InputStream in = house.storage.read(platform, object, 0, object.length())) {
                byte[] bytes = in.readAllBytes();
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
                assertEquals(object.sha256(), hash, when);
            }
        }
        try (DataKey key =
                house.keys.unwrap(platform, recording.key(), recording.id().value())) {
            for (Take take : recording.takes()) {
                StoredObject object = take.object().orElseThrow();
                SealedName name = new SealedName(workspace, recording.id(), take.number());
                try (SealedReader reader = SealedReader.open(source(house, object), name, key.bytes())) {
                    assertTrue(reader.verify() > 0, when);
                    assertEquals(CONTENT + 100, reader.length(), when);
                }
            }
        }
    }

    private SealedSource source(House house, StoredObject object) {
        return new SealedSource() {
            @Override
            public long length() {
                return object.length();
            }

            @Override
            public InputStream read(long offset, long length) throws IOException {
                try {
                    return house.storage.read(platform, object, offset, length);
                } catch (org.sightline.storage.StorageException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    private void verifyMoved(Path place) throws Exception {
        try (House house = new House(place, new Countdown(FOREVER))) {
            assertMoved(house, place, "never killed");
        }
    }

    private void assertMoved(House house, Path place, String when) throws Exception {
        int objects = 0;
        for (Recording recording : recordings(house)) {
            assertEquals(House.TO, recording.region(), when);
            assertEquals(House.TO, recording.key().version(), when);
            assertWhole(house, recording, when);
            objects += recording.objects().size();
        }
        assertEquals(List.of(), files(place, House.FROM), when);
        assertEquals(objects, files(place, House.TO).size(), when);
        assertEquals(House.TO, house.workspaceRows.find(workspace).orElseThrow().region(), when);
    }

    /** Every file below a region's directory with a byte of the workspace in it. */
    private List<Path> files(Path place, String region) throws IOException {
        try (Stream<Path> files = Files.walk(place.resolve("storage").resolve(region))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(workspace.value())
                            || file.getFileName().toString().endsWith(".slr"))
                    .toList();
        }
    }

    private void prepare(Path place) throws Exception {
        Files.createDirectories(place);
        try (House house = new House(place, new Countdown(FOREVER))) {
            house.workspaceRows.insert(new Workspace(workspace, "north", "North", House.FROM, Instant.EPOCH));
            stored(house, place, 2);
            stored(house, place, 1);
        }
    }

    private void stored(House house, Path place, int takes) throws Exception {
        RecordingId id = RecordingId.fresh();
        try (DataKey key = house.keys.generate(platform, House.FROM, id.value())) {
            List<Take> stored = new ArrayList<>();
            for (int number = 1; number <= takes; number++) {
                stored.add(take(house, place, id, number, key));
            }
            Recording bare = recording(id, key.wrapped(), Optional.empty(), stored);
            byte[] content = KeySidecar.content(bare);
            Path file = Files.write(place.resolve("key.json"), content);
            StoredObject object = house.storage.put(platform, House.FROM, KeySidecar.key(bare, content), file);
            Files.delete(file);
            Recording whole = recording(id, key.wrapped(), Optional.of(Sidecars.of(bare, object)), stored);
            house.recordings.insert(workspace, whole, List.of());
        }
    }

    private Take take(House house, Path place, RecordingId id, int number, DataKey key) throws Exception {
        Path file = place.resolve("take-" + number + ".slr");
        SealedWriter writer = SealedWriter.create(file, new SealedName(workspace, id, number), key.bytes());
        writer.draft(new byte[] {1});
        writer.data(new byte[CONTENT], 0, CONTENT);
        writer.finish(new byte[100], new Closing("ended", "video/webm", 0, 1_000, 30, 50));
        ObjectKey object =
                new ObjectKey(workspace, id.value(), file.getFileName().toString());
        StoredObject stored = house.storage.put(platform, House.FROM, object, file);
        Files.delete(file);
        return new Take(
                number,
                ParticipantId.fresh(),
                ParticipantRole.CUSTOMER,
                "video/webm",
                0,
                1_000,
                CONTENT + 100,
                stored.length(),
                30,
                50,
                Optional.of("ended"),
                Optional.of(stored));
    }

    private Recording recording(RecordingId id, WrappedKey key, Optional<Recording.Sidecar> sidecar, List<Take> takes) {
        return new Recording(
                id,
                workspace,
                CallId.fresh(),
                UserId.fresh(),
                House.FROM,
                RecordingState.STORED,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusSeconds(1)),
                key,
                sidecar,
                takes,
                List.of(),
                Optional.empty(),
                0);
    }

    private Path copy(Path before, String name) throws IOException {
        Path place = folder.resolve(name);
        try (Stream<Path> files = Files.walk(before)) {
            for (Path file : files.toList()) {
                Files.copy(file, place.resolve(before.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return place;
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
