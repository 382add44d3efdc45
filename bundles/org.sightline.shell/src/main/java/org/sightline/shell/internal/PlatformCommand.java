package org.sightline.shell.internal;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.audit.AuditException;
import org.sightline.calls.CallException;
import org.sightline.keys.KeysException;
import org.sightline.recording.RecordingException;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/**
 * A command of the platform's operator. It asks the access bundle first, and tells a failure in one line that begins with
 * the stable code.
 */
abstract class PlatformCommand implements Action {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

    @Reference
    Session session;

    @Reference
    AccessControl access;

    @Reference
    Workspaces workspaces;

    /** Does what the command is for. */
    abstract void run(PrintStream out) throws CommandException, StorageException, KeysException;

    @Override
    public final Object execute() throws CommandException {
        try {
            run(session.getConsole());
            return null;
        } catch (TenancyException e) {
            throw failure(e.code(), e);
        } catch (CallException e) {
            throw failure(e.code(), e);
        } catch (RecordingException e) {
            throw failure(e.code(), e);
        } catch (AccessDeniedException e) {
            throw failure(e.code(), e);
        } catch (NotFoundException e) {
            throw failure(e.code(), e);
        } catch (AuditException e) {
            throw failure(e.code(), e);
        } catch (StorageException e) {
            throw failure(code(e.reason()), e);
        } catch (KeysException e) {
            throw failure(code(e.reason()), e);
        } catch (IllegalArgumentException e) {
            throw failure("invalid-argument", e);
        }
    }

    private static String code(StorageException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> "not-found";
            case NO_BACKEND -> "no-store";
            case CORRUPT -> "damaged";
            case TRY_AGAIN, YOUR_SETTINGS, FULL, EXISTS -> "storage-unavailable";
        };
    }

    private static String code(KeysException.Reason reason) {
        return switch (reason) {
            case UNAVAILABLE, YOUR_SETTINGS -> "key-unavailable";
            case WRONG_KEY -> "damaged";
            case DESTROYED -> "key-destroyed";
        };
    }

    private static CommandException failure(String code, Exception e) {
        return failure(code, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    static CommandException failure(String code, String message) {
        String line = code + ": " + message;
        return new CommandException(line, line);
    }

    /** The operator of the platform, if it may do this. */
    Caller operator(org.sightline.access.Action action) {
        return permitted(WorkspaceId.PLATFORM, action);
    }

    /** The operator, acting on a workspace, if it may do this. */
    Caller operator(String workspaceName, org.sightline.access.Action action) {
        return permitted(workspace(workspaceName).id(), action);
    }

    private Caller permitted(WorkspaceId workspace, org.sightline.access.Action action) {
        Caller caller = Caller.operator(workspace);
        access.require(new AccessRequest(caller, action, Resource.of(workspace)));
        return caller;
    }

    /** @throws TenancyException {@code no-such-workspace} */
    Workspace workspace(String name) {
        return workspaces
                .byName(Caller.operator(WorkspaceId.PLATFORM), name)
                .orElseThrow(() -> new TenancyException(
                        "no-such-workspace", "there is no workspace of this name; workspace-list shows all"));
    }

    static ShellTable table(String... columns) {
        ShellTable table = new ShellTable();
        for (String column : columns) {
            table.column(column);
        }
        return table.emptyTableText("none");
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String time(Optional<Instant> at) {
        return at.map(PlatformCommand::time).orElse("");
    }

    static String yes(boolean value) {
        return value ? "yes" : "no";
    }

    /** {@code 1.5 GB}: in units of 1,000. */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.95 && unit < UNITS.size() - 1) {
            amount /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS.get(unit));
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
