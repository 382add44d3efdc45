package org.sightline.shell.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.recording.Recordings;

/** Ids of the newest recordings of the workspace. */
@Service
public final class RecordingCompleter extends PlatformCompleter {
    private static final int NEWEST = 100;

    @Reference
    Recordings recordings;

    @Override
    Stream<String> candidates(CommandLine line) {
        return operator(line).stream()
                .flatMap(operator -> recordings.list(operator, Optional.empty(), NEWEST).stream())
                .map(recording -> recording.id().value());
    }
}
