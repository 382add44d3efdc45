package org.sightline.recording.internal.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.keys.DataKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingException;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Recordings.Verification;
import org.sightline.recording.Take;
import org.sightline.recording.internal.fakes.FakeAudit;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.fakes.FakeKeys;
import org.sightline.recording.internal.fakes.FakeStorage;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedWriter;
import org.sightline.recording.spi.InMemoryRecordingStore;
import org.sightline.recording.spi.RecordingSamples;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** One bit is flipped in each of a thousand records: found a thousand times, never served. */
final class ThousandRecordsTest {
    private static final String REGION = "ca-central-1";
    private static final int RECORDS = 1_000;
    private static final int HEADER = 80;
    private static final int TRAILER = 16;
    private static final int RECORD_HEADER = 21;
    private static final int OVERHEAD = 37;

    @TempDir
    Path folder;

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final InMemoryRecordingStore store = new InMemoryRecordingStore();
    private final FakeStorage storage = new FakeStorage(REGION);
    private final FakeKeys keys = new FakeKeys();
    private final FakeAudit audit = new FakeAudit();

    @Test
    void oneFlippedBitInEachOfAThousandRecordsIsFoundAThousandTimesAndNeverServed() throws Exception {
        Recording recording = stored();
        SealedTakes takes = new SealedTakes(store, Optional.empty(), storage, asked -> {
            try (DataKey key = keys.unwrap(
                    Caller.platform(workspace), asked.key(), asked.id().value())) {
                return key.bytes();
            }
        });
        Verdicts verdicts = new Verdicts(store, new FakeEvents(), audit, Clock.systemUTC());
        String path = recording.objects().get(0).key().path();
        byte[] whole = storage.objects().get(path);
        byte[] content = played(takes, recording);
        List<Integer> starts = starts(whole);
        assertTrue(starts.size() >= RECORDS, "records: " + starts.size());
        SplittableRandom random = new SplittableRandom(7);

        int found = 0;
        for (int record = 0; record < RECORDS; record++) {
            byte[] flipped = whole.clone();
            int start = starts.get(record);
            int length = OVERHEAD + ByteBuffer.wrap(whole).getInt(start + 16);
            flipped[start + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
            storage.objects().put(path, flipped);

            Recording row = store.find(workspace, recording.id()).orElseThrow();
            Verification verification = takes.verify(row, source -> source);
            verdicts.keep(row, verification);

            found += store.summary(workspace).damaged();
            assertNeverServed(takes, recording, content);
        }
        assertEquals(RECORDS, found);

        storage.objects().put(path, whole);
        Recording row = store.find(workspace, recording.id()).orElseThrow();
        assertTrue(takes.verify(row, source -> source).intact());
    }

    /** What is given out before the damage is told is what was recorded, to the last byte. */
    private static void assertNeverServed(SealedTakes takes, Recording recording, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealedReader reader = takes.open(recording, recording.takes().get(0))) {
            reader.transfer(0, reader.length(), out::write);
        } catch (RecordingException e) {
            assertEquals("damaged", e.code());
        } catch (IOException e) {
            assertEquals(
                    "damaged",
                    takes.failure(recording, recording.takes().get(0), e).code());
        }
        byte[] served = out.toByteArray();
        assertTrue(Arrays.equals(served, Arrays.copyOf(content, served.length)), "altered bytes were served");
    }

    private static byte[] played(SealedTakes takes, Recording recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SealedReader reader = takes.open(recording, recording.takes().get(0))) {
            reader.transfer(0, reader.length(), out::write);
        }
        return out.toByteArray();
    }

    private static List<Integer> starts(byte[] whole) {
        List<Integer> starts = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(whole);
        for (int at = HEADER; at < whole.length - TRAILER; at += OVERHEAD + bytes.getInt(at + RECORD_HEADER - 5)) {
            starts.add(at);
        }
        return starts;
    }

    private Recording stored() throws Exception {
        Recording fresh = RecordingSamples.fresh(workspace, RecordingSamples.NOON);
        Path file = folder.resolve("take.slr");
        try (DataKey key =
                keys.generate(Caller.platform(workspace), REGION, fresh.id().value())) {
            SealedWriter writer = SealedWriter.create(file, new SealedName(workspace, fresh.id(), 1), key.bytes());
            writer.draft(new byte[] {1, 2, 3});
            byte[] piece = new byte[300];
            for (int i = 0; i < RECORDS; i++) {
                Arrays.fill(piece, (byte) i);
                writer.data(piece, 0, piece.length);
                writer.flush();
            }
            writer.finish(new byte[500], new Closing("ended", "video/webm", 0, 1_000, 30, 50));
            ObjectKey object = new ObjectKey(workspace, fresh.id().value(), "take-1.slr");
            StoredObject stored = storage.put(REGION, object, Files.readAllBytes(file));
            Take take = new Take(
                    1,
                    ParticipantId.fresh(),
                    ParticipantRole.CUSTOMER,
                    "video/webm",
                    0,
                    1_000,
                    500 + 300L * RECORDS,
                    stored.length(),
                    30,
                    50,
                    Optional.of("ended"),
                    Optional.of(stored));
            Recording recording = new Recording(
                    fresh.id(),
                    workspace,
                    fresh.call(),
                    fresh.technician(),
                    REGION,
                    RecordingState.STORED,
                    fresh.startedAt(),
                    fresh.endedAt(),
                    key.wrapped(),
                    Optional.empty(),
                    List.of(take),
                    List.of(),
                    Optional.empty(),
                    0);
            store.insert(workspace, recording, List.of());
            return recording;
        }
    }
}
