package org.sightline.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes what exists now; where the platform does not answer it offers nothing. */
abstract class PlatformCompleter implements Completer {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformCompleter.class);

    @Reference
    Workspaces workspaces;

    /** What can stand here, given what was typed before. */
    abstract Stream<String> candidates(CommandLine line);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        if (line instanceof ArgumentCommandLine) { // an argument before the one that is being completed
            candidates.add(line.getCursorArgument());
            return 0;
        }
        List<String> found;
        try {
            found = candidates(line).toList();
        } catch (RuntimeException e) { // completion must never disturb the console
            LOG.debug("Nothing to complete with", e);
            found = List.of();
        }
        return new StringsCompleter(found).complete(session, line, candidates);
    }

    List<Workspace> all() {
        return workspaces.list(Caller.operator(WorkspaceId.PLATFORM));
    }

    /** The operator on the workspace that was typed before, if there is such a one. */
    Optional<Caller> operator(CommandLine line) {
        List<String> typed = Arrays.asList(line.getArguments());
        return all().stream()
                .filter(workspace -> typed.contains(workspace.name()))
                .map(workspace -> Caller.operator(workspace.id()))
                .findFirst();
    }
}
