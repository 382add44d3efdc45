package org.sightline.recording.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.spi.RecordingSamples.ELSEWHERE;
import static org.sightline.recording.spi.RecordingSamples.KEY;
import static org.sightline.recording.spi.RecordingSamples.NOON;
import static org.sightline.recording.spi.RecordingSamples.REGION;
import static org.sightline.recording.spi.RecordingSamples.fresh;
import static org.sightline.recording.spi.RecordingSamples.next;
import static org.sightline.recording.spi.RecordingSamples.stored;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sightline.keys.Keys;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingKeyStore.Due;
import org.sightline.recording.spi.RecordingKeyStore.HeldKey;
import org.sightline.recording.spi.RecordingKeyStore.Replacement;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link RecordingKeyStore} does. Extend it, and give the stores under test an empty start for each test. */
public abstract class RecordingKeyStoreContract {
    private static final Keys.Current FIRST = new Keys.Current("local", "1");
    private static final Keys.Current SECOND = new Keys.Current("local", "2");

    protected final WorkspaceId workspace = WorkspaceId.fresh();
    protected final WorkspaceId stranger = WorkspaceId.fresh();

    protected abstract RecordingStore recordings();

    protected abstract RecordingKeyStore keys();

    private Recording insert(Recording recording) {
        recordings().insert(recording.workspace(), recording, List.of());
        return recording;
    }

    @Test
    void theRegionsOfAWorkspaceAreEachNamedOnce() {
        insert(stored(workspace, REGION, NOON, KEY));
        insert(stored(workspace, REGION, NOON, KEY));
        insert(stored(workspace, ELSEWHERE, NOON, KEY));
        insert(stored(stranger, "nowhere-1", NOON, KEY));

        List<String> regions = keys().regions(workspace);

        assertEquals(2, regions.size());
        assertEquals(Set.of(REGION, ELSEWHERE), Set.copyOf(regions));
    }

    @Test
    void whatFailedIsLeftOut() {
        Recording failed = insert(fresh(workspace, NOON));
        recordings().update(workspace, next(failed, RecordingState.FAILED), List.of());

        assertEquals(List.of(), keys().regions(workspace));
        assertEquals(new Due(0, 0), keys().due(workspace, REGION, SECOND));
        assertEquals(List.of(), keys().keysDue(workspace, REGION, SECOND, Optional.empty(), 10));
    }

    @Test
    void keysOfAnotherVersionOrProviderAreDueInTheirRegion() {
        Recording one = insert(stored(workspace, REGION, NOON, KEY));
        Recording running = insert(fresh(workspace, NOON));
        insert(stored(workspace, REGION, NOON, new WrappedKey("local", "2", "bmV3")));
        insert(stored(workspace, ELSEWHERE, NOON, KEY));
        insert(stored(stranger, REGION, NOON, KEY));

        assertEquals(new Due(2, 1), keys().due(workspace, REGION, SECOND));
        assertEquals(new Due(1, 1), keys().due(workspace, REGION, FIRST));
        assertEquals(new Due(3, 2), keys().due(workspace, REGION, new Keys.Current("aws", "1")));
        assertEquals(
                Set.of(new HeldKey(one.id(), KEY), new HeldKey(running.id(), KEY)),
                Set.copyOf(keys().keysDue(workspace, REGION, SECOND, Optional.empty(), 10)));
    }

    @Test
    void dueKeysComeInTheOrderOfTheirIdsPageByPage() {
        List<RecordingId> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(insert(stored(workspace, REGION, NOON.plusSeconds(i), KEY)).id());
        }
        all.sort(Comparator.comparing(RecordingId::value));

        List<RecordingId> first = ids(keys().keysDue(workspace, REGION, SECOND, Optional.empty(), 2));
        List<RecordingId> rest = ids(keys().keysDue(workspace, REGION, SECOND, Optional.of(first.get(1)), 10));

        assertEquals(all.subList(0, 2), first);
        assertEquals(all.subList(2, 5), rest);
    }

    private static List<RecordingId> ids(List<HeldKey> held) {
        return held.stream().map(HeldKey::recording).toList();
    }

    @Test
    void aKeyIsReplacedWhereItIsAndNobodyWritesTheOldOneBack() {
        Recording recording = insert(stored(workspace, REGION, NOON, KEY));
        WrappedKey renewed = new WrappedKey("local", "2", "bmV3");

        assertEquals(1, keys().replace(workspace, List.of(replacement(recording, renewed))));

        Recording found = recordings().find(workspace, recording.id()).orElseThrow();
        assertEquals(renewed, found.key());
        assertEquals(recording.takes(), found.takes());
        assertEquals(recording.version() + 1, found.version());
        assertFalse(recordings().update(workspace, next(recording, RecordingState.STORED), List.of()));
        assertTrue(recordings().update(workspace, next(found, RecordingState.STORED), List.of()));
        assertEquals(new Due(0, 1), keys().due(workspace, REGION, SECOND));
    }

    private static Replacement replacement(Recording recording, WrappedKey renewed) {
        return new Replacement(recording.id(), REGION, KEY.ciphertext(), renewed);
    }

    @Test
    void aKeyOrRegionThatHasChangedAndAnotherWorkspacesKeyStayAsTheyAre() {
        Recording other = insert(stored(workspace, REGION, NOON, new WrappedKey("local", "1", "b3RoZXI")));
        Recording moved = insert(stored(workspace, ELSEWHERE, NOON, KEY));
        Recording foreign = insert(stored(stranger, REGION, NOON, KEY));
        Recording due = insert(stored(workspace, REGION, NOON, KEY));
        WrappedKey renewed = new WrappedKey("local", "2", "bmV3");

        int replaced = keys().replace(
                        workspace,
                        List.of(
                                replacement(other, renewed),
                                replacement(moved, renewed),
                                replacement(foreign, renewed),
                                replacement(due, renewed)));

        assertEquals(1, replaced);
        assertEquals(Optional.of(other), recordings().find(workspace, other.id()));
        assertEquals(Optional.of(moved), recordings().find(workspace, moved.id()));
        assertEquals(Optional.of(foreign), recordings().find(stranger, foreign.id()));
        assertEquals(0, keys().replace(workspace, List.of()));
    }

    @Test
    void manyKeysAreReplacedInOneTransaction() {
        List<Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            Recording recording = insert(fresh(workspace, NOON));
            replacements.add(replacement(recording, new WrappedKey("local", "2", "bmV3" + i)));
        }

        assertEquals(1_500, keys().replace(workspace, replacements));

        assertEquals(new Due(0, 0), keys().due(workspace, REGION, SECOND));
        Replacement last = replacements.get(1_499);
        assertEquals(
                last.key(),
                recordings().find(workspace, last.recording()).orElseThrow().key());
    }

    @Test
    void aSidecarIsDueOnceItsRecordingsKeyIsCurrent() {
        Recording renewed = insert(stored(workspace, REGION, NOON, KEY));
        insert(stored(workspace, REGION, NOON, KEY)); // its key is due first
        insert(stored(workspace, ELSEWHERE, NOON, KEY));
        assertEquals(List.of(), keys().sidecarsDue(workspace, REGION, SECOND, Optional.empty(), 10));

        keys().replace(workspace, List.of(replacement(renewed, new WrappedKey("local", "2", "bmV3"))));

        assertEquals(List.of(renewed.id()), keys().sidecarsDue(workspace, REGION, SECOND, Optional.empty(), 10));
        assertEquals(List.of(), keys().sidecarsDue(workspace, REGION, SECOND, Optional.of(renewed.id()), 10));
        assertEquals(new Due(1, 2), keys().due(workspace, REGION, SECOND));
    }

    @Test
    void onlyAStoredRecordingsSidecarIsDue() {
        Recording spooled = next(insert(RecordingSamples.full(workspace, NOON)), RecordingState.SPOOLED);
        recordings().update(workspace, spooled, List.of());
        keys().replace(
                        workspace,
                        List.of(new Replacement(
                                spooled.id(),
                                REGION,
                                spooled.key().ciphertext(),
                                new WrappedKey("local", "2", "bmV3"))));

        assertEquals(List.of(), keys().sidecarsDue(workspace, REGION, SECOND, Optional.empty(), 10));
        assertEquals(new Due(0, 0), keys().due(workspace, REGION, SECOND));
    }
}
