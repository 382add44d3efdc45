package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sightline.access.Action;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.Calls;
import org.sightline.tenancy.Caller;

/** Ends a call for everyone. */
@Service
@Command(
        scope = "sightline",
        name = "call-end",
        description = "Ends a call for everyone",
        detailedDescription = "Example: sightline:call-end north call_0190b3c4-...")
public final class CallEnd extends PlatformCommand {
    @Reference
    Calls calls;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "call", description = "Id of the call", required = true)
    @Completion(CallCompleter.class)
    String call;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.CALL_END);
        Call ended = calls.end(operator, new CallId(call));
        out.println("call " + ended.id() + " ended: " + ended.endReason().orElse(""));
    }
}
