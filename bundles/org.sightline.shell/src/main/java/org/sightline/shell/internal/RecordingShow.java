package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.recording.Take;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.Caller;

/** Shows a recording and where its takes lie. */
@Service
@Command(
        scope = "sightline",
        name = "recording-show",
        description = "Shows a recording and where its takes lie",
        detailedDescription = "Example: sightline:recording-show north rec_0190b3c4-...")
public final class RecordingShow extends PlatformCommand {
    @Reference
    Recordings recordings;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "recording", description = "Id of the recording", required = true)
    @Completion(RecordingCompleter.class)
    String recording;

    @Override
    void run(PrintStream out) {
        Caller operator = operator(workspace, Action.RECORDING_LIST);
        Recording shown = recordings.get(operator, new RecordingId(recording));
        out.println("id        " + shown.id());
        out.println("call      " + shown.call());
        out.println("state     " + text(shown.state()));
        out.println("region    " + shown.region());
        out.println("started   " + time(shown.startedAt()));
        out.println("ended     " + time(shown.endedAt()));
        out.println(
                "duration  " + shown.durationMillis() + " ms, " + shown.pauses().size() + " pauses");
        out.println("key       " + shown.key().provider() + ", version "
                + shown.key().version());
        out.println("check     " + shown.check().map(RecordingShow::found).orElse("none yet"));
        ShellTable table =
                table("take", "of", "type", "from ms", "ms", "pictures", "audio", "sealed bytes", "closed", "storage");
        for (Take take : shown.takes()) {
            table.addRow()
                    .addContent(
                            take.number(),
                            text(take.role()),
                            take.mediaType(),
                            take.startMillis(),
                            take.durationMillis(),
                            take.videoFrames(),
                            take.audioPackets(),
                            take.sealedLength(),
                            take.closed().orElse(""),
                            take.object().map(StoredObject::backend).orElse("spool"));
        }
        table.print(out);
    }

    private static String found(Check check) {
        return time(check.at()) + ", " + (check.intact() ? "intact" : "damaged: " + check.message());
    }
}
