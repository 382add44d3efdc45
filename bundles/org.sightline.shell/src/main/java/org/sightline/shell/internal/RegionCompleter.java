package org.sightline.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.storage.Storage;

/** Names of the regions that storages serve. */
@Service
public final class RegionCompleter extends PlatformCompleter {
    @Reference
    Storage storage;

    @Override
    Stream<String> candidates(CommandLine line) {
        return storage.regions().stream().map(Storage.Region::name);
    }
}
