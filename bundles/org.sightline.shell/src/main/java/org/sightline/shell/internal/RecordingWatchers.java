package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.Vote;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;

/** Tells who may watch a recording, and why: the vote of each policy for each user. */
@Service
@Command(
        scope = "sightline",
        name = "recording-watchers",
        description = "Tells who may watch a recording, and why: the vote of each policy for each user",
        detailedDescription = "Example: sightline:recording-watchers north rec_0190b3c4-...")
public final class RecordingWatchers extends PlatformCommand {
    @Reference
    Recordings recordings;

    @Reference
    Users users;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "recording", description = "Id of the recording", required = true)
    @Completion(RecordingCompleter.class)
    String recording;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.WORKSPACE_MANAGE);
        RecordingId id = new RecordingId(recording);
        ShellTable table = table("user", "role", "may watch", "policy", "vote", "why");
        for (User user : users.list(operator)) {
            Decision decision = recordings.explain(operator, id, user.id());
            table.addRow()
                    .addContent(user.name(), text(user.role()), yes(decision.permitted()), "", "", decision.reason());
            for (Vote vote : decision.votes()) {
                table.addRow().addContent("", "", "", vote.policy(), text(vote.choice()), vote.reason());
            }
        }
        table.print(out);
    }
}
