package org.sightline.shell.internal;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.Action;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.tenancy.Caller;

/** Lists the newest entries of an audit log. */
@Service
@Command(
        scope = "sightline",
        name = "audit-list",
        description = "Lists the newest entries of an audit log",
        detailedDescription =
                "Example: sightline:audit-list -n 100 north. Without a workspace: the platform's own log.")
public final class AuditList extends PlatformCommand {
    @Reference
    Audit audit;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace")
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Option(name = "--number", aliases = "-n", description = "How many, newest first: 1 to 500")
    int number = 20;

    @Override
    void run(PrintStream out) {
        Caller operator = workspace == null ? operator(Action.AUDIT_VIEW) : operator(workspace, Action.AUDIT_VIEW);
        ShellTable table = table("n", "at", "who", "what", "on", "outcome", "detail");
        for (AuditEntry each : audit.list(operator, Long.MAX_VALUE, number)) {
            table.addRow()
                    .addContent(
                            each.sequence(),
                            time(each.at()),
                            each.subject(),
                            each.action(),
                            each.resource(),
                            text(each.outcome()),
                            detail(each.detail()));
        }
        table.print(out);
    }

    private static String detail(Map<String, String> detail) {
        return detail.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
