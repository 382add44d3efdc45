package org.sightline.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls;

/** Ids of the newest calls of the workspace that have not ended. */
@Service
public final class CallCompleter extends PlatformCompleter {
    private static final int NEWEST = 100;

    @Reference
    Calls calls;

    @Override
    Stream<String> candidates(CommandLine line) {
        return operator(line).stream()
                .flatMap(operator -> calls.list(operator, NEWEST).stream())
                .filter(call -> call.state() != CallState.ENDED)
                .map(call -> call.id().value());
    }
}
