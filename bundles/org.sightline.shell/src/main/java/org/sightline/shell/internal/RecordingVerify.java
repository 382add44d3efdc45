package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.Action;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.tenancy.Caller;

/** Reads every byte of a recording through decryption. */
@Service
@Command(
        scope = "sightline",
        name = "recording-verify",
        description = "Reads every byte of a recording through decryption",
        detailedDescription = "Example: sightline:recording-verify north rec_0190b3c4-...")
public final class RecordingVerify extends PlatformCommand {
    @Reference
    Recordings recordings;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "recording", description = "Id of the recording", required = true)
    @Completion(RecordingCompleter.class)
    String recording;

    @Override
    void run(PrintStream out) throws CommandException {
        Caller operator = operator(workspace, Action.RECORDING_VERIFY);
        Recordings.Verification found = recordings.verify(operator, new RecordingId(recording));
        if (!found.intact()) {
            throw failure("damaged", found.message());
        }
        out.println(
                "intact: " + found.takes() + " takes, " + found.records() + " records, " + found.bytes() + " bytes");
    }
}
