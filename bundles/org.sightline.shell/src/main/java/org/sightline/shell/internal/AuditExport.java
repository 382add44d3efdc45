package org.sightline.shell.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.Action;
import org.sightline.audit.AuditCheckpoints;
import org.sightline.tenancy.Caller;

/** Writes an audit log as the stand-alone verifier reads it. */
@Service
@Command(
        scope = "sightline",
        name = "audit-export",
        description = "Writes an audit log, its checkpoints and the public key to files",
        detailedDescription =
                "Example: sightline:audit-export /root/audits north. Writes the log (.jsonl), its checkpoints (.checkpoints)"
                        + " and the public key (.pem); java -jar audit-verifier.jar checks them. Nothing is overwritten."
                        + " Without a workspace: the platform's own log.")
public final class AuditExport extends PlatformCommand {
    @Reference
    AuditCheckpoints checkpoints;

    @Argument(index = 0, name = "directory", description = "Where to write", required = true)
    @Completion(AnyTextCompleter.class)
    String directory;

    @Argument(index = 1, name = "workspace", description = "Name of the workspace")
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    void run(PrintStream out) throws CommandException {
        Caller operator = workspace == null ? operator(Action.AUDIT_VIEW) : operator(workspace, Action.AUDIT_VIEW);
        String name = operator.workspace().value();
        try (OutputStream log = create(name + ".jsonl");
                OutputStream lines = create(name + ".checkpoints");
                OutputStream keys = create(name + ".pem")) {
            for (String key : checkpoints.export(operator, log, lines)) {
                keys.write(PublicKeyPem.of(key));
            }
        } catch (IOException e) {
            throw failure("not-written", "cannot write to " + directory + ": " + e);
        }
        out.println("written to " + directory + ": " + name + ".jsonl, .checkpoints and .pem");
    }

    private OutputStream create(String name) throws IOException {
        return Files.newOutputStream(
                Path.of(directory).resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
