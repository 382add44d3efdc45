package org.sightline.shell.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.RegionChanges;
import org.sightline.tenancy.Caller;

/** Shows the signed report of a change of a workspace's region, or writes it as openssl reads it. */
@Service
@Command(
        scope = "sightline",
        name = "region-change-report",
        description = "Shows the signed report of a change of a workspace's region, or writes it to files",
        detailedDescription =
                "Example: sightline:region-change-report --to /root/reports north move_0190b3c4-.... Writes the report"
                        + " (.json), its signature (.sig) and the public key (.pem); openssl pkeyutl -verify checks them.")
public final class RegionChangeReport extends PlatformCommand {
    @Reference
    RegionChanges changes;

    @Argument(index = 0, name = "workspace", description = "Name of the workspace", required = true)
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Argument(index = 1, name = "change", description = "Id of the change", required = true)
    @Completion(RegionChangeCompleter.class)
    String change;

    @Option(name = "--to", description = "A directory to write into, instead of showing it; nothing is overwritten")
    @Completion(AnyTextCompleter.class)
    String to;

    @Override
    void run(PrintStream out) throws CommandException {
        Caller operator = operator(workspace, Action.REGION_CHANGE);
        RegionChange found =
                changes.find(operator, new RegionChangeId(change)).orElseThrow(() -> new NotFoundException(change));
        SignedReport report = found.report()
                .orElseThrow(() -> failure(
                        "not-ready", "a change has its report when it is done; this one is " + text(found.state())));
        if (to == null) {
            out.println(report.content());
            out.println("algorithm   " + report.algorithm());
            out.println("public key  " + report.publicKey());
            out.println("signature   " + report.signature());
            return;
        }
        try {
            write(Path.of(to), report);
        } catch (IOException e) {
            throw failure("not-written", "cannot write to " + to + ": " + e);
        }
        out.println("written to " + to + ": " + change + ".json, .sig and .pem");
    }

    private void write(Path directory, SignedReport report) throws IOException {
        create(directory, ".json", report.content().getBytes(StandardCharsets.UTF_8));
        create(directory, ".sig", Base64.getDecoder().decode(report.signature()));
        create(directory, ".pem", PublicKeyPem.of(report.publicKey()));
    }

    private void create(Path directory, String suffix, byte[] content) throws IOException {
        Files.write(directory.resolve(change + suffix), content, StandardOpenOption.CREATE_NEW);
    }
}
