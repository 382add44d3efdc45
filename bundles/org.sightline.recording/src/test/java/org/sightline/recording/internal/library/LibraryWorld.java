package org.sightline.recording.internal.library;

import org.sightline.recording.Recordings;
import org.sightline.recording.internal.fakes.FakeEvents;
import org.sightline.recording.internal.recorder.RecorderWorld;

/** The library of a {@link RecorderWorld}. */
public final class LibraryWorld implements AutoCloseable {
    public final Recordings recordings;
    private final SealedRecordings component;

    public LibraryWorld(RecorderWorld world) {
        component = new SealedRecordings(
                world.store,
                world.store,
                new FakeEvents(),
                world.spool,
                world.storage,
                world.keys,
                world.access,
                world.audit,
                world.tenancy.users());
        recordings = component;
    }

    @Override
    public void close() {
        component.deactivate();
    }
}
