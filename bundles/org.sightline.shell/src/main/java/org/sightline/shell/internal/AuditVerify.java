package org.sightline.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditCheckpoints;
import org.sightline.audit.Checkpoint;
import org.sightline.tenancy.Caller;

/** Recomputes an audit log's chain and holds it against its checkpoints. */
@Service
@Command(
        scope = "sightline",
        name = "audit-verify",
        description = "Recomputes an audit log's chain and holds it against its signed checkpoints",
        detailedDescription = "Example: sightline:audit-verify north. Without a workspace: the platform's own log.")
public final class AuditVerify extends PlatformCommand {
    private static final int SHOWN = 5;

    @Reference
    Audit audit;

    @Reference
    AuditCheckpoints checkpoints;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace")
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) throws CommandException {
        Caller operator = workspace == null ? operator(Action.AUDIT_VIEW) : operator(workspace, Action.AUDIT_VIEW);
        Audit.Verification found = audit.verify(operator);
        if (!found.intact()) {
            throw failure("audit-broken", found.message());
        }
        out.println("intact: " + found.entries() + " entries");
        out.println(found.message());
        ShellTable table = table("checkpoint", "signed", "root");
        for (Checkpoint each : checkpoints.newest(operator, SHOWN)) {
            table.addRow().addContent(each.size() + " entries", time(each.at()), each.root());
        }
        table.print(out);
    }
}
