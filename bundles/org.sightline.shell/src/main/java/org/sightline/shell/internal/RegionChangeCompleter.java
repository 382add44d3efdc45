package org.sightline.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.storage.RegionChanges;

/** Ids of the newest changes of the workspace's region. */
@Service
public final class RegionChangeCompleter extends PlatformCompleter {
    private static final int NEWEST = 100;

    @Reference
    RegionChanges changes;

    @Override
    Stream<String> candidates(CommandLine line) {
        return operator(line).stream()
                .flatMap(operator -> changes.list(operator, NEWEST).stream())
                .map(change -> change.id().value());
    }
}
