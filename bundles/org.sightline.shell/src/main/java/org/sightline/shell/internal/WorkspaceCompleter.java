package org.sightline.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.tenancy.Workspace;

/** Names of workspaces. */
@Service
public final class WorkspaceCompleter extends PlatformCompleter {
    @Override
    Stream<String> candidates(CommandLine line) {
        return all().stream().map(Workspace::name);
    }
}
