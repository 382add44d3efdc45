package org.sightline.audit.internal.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that checks an exported log against checkpoints, without the platform. */
public final class AuditVerifier {
    private static final int INTACT = 0;
    private static final int BROKEN = 1;
    private static final int NOT_CHECKED = 2;
    private static final int LONGEST_KEY_FILE = 100_000;
    private static final int PATHS = 3;

    private AuditVerifier() {}

    /** Ends with 0 if the log is intact, 1 if it is not, 2 if that could not be found out. */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) {
        if (args.length != PATHS) {
            out.println("usage: java -jar audit-verifier.jar EXPORT.jsonl CHECKPOINTS KEY.pem");
            return NOT_CHECKED;
        }
        try {
            return check(out, Path.of(args[0]), Path.of(args[1]), keys(Path.of(args[2])));
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            out.println("cannot be checked: " + e.getMessage());
            return NOT_CHECKED;
        }
    }

    private static TrustedKeys keys(Path file) throws IOException {
        if (Files.size(file) > LONGEST_KEY_FILE) {
            throw new IllegalArgumentException(file + " is too long for a key");
        }
        return TrustedKeys.ofPem(Files.readString(file, StandardCharsets.US_ASCII));
    }

    private static int check(PrintStream out, Path export, Path checkpoints, TrustedKeys keys) throws IOException {
        try (Reader logText = Files.newBufferedReader(export);
                Reader checkpointText = Files.newBufferedReader(checkpoints);
                Reader first = Files.newBufferedReader(checkpoints)) {
            Lines firstLine = new Lines(first, CheckpointLine.LONGEST, true);
            if (!firstLine.hasNext()) {
                throw new IllegalArgumentException(checkpoints + " holds no checkpoint");
            }
            String workspace = workspace(firstLine.next(), checkpoints);
            Witness witness =
                    new Witness(checkpoints.toString(), new Lines(checkpointText, CheckpointLine.LONGEST, true));
            LogCheck check = new LogCheck(workspace, 0, keys, List.of(witness));
            Lines lines = new Lines(logText, EntryJson.LONGEST, false);
            for (long line = 1; lines.hasNext(); line++) {
                check.next(entry(lines.next(), export + ", line " + line));
            }
            LogCheck.Result result = check.result();
            out.println((result.intact() ? "INTACT: " : "BROKEN: ") + workspace + ": " + result.message());
            return result.intact() ? INTACT : BROKEN;
        }
    }

    private static String workspace(String line, Path checkpoints) {
        try {
            return CheckpointLine.parse(line).workspace();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(checkpoints + ", line 1: " + e.getMessage(), e);
        }
    }

    private static LogEntry entry(String line, String where) {
        try {
            return EntryJson.read(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }
}
