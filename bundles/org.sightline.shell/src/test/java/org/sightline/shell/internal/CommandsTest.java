package org.sightline.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sightline.access.Action;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.WorkspaceId;

final class CommandsTest {
    private final FakePlatform platform = new FakePlatform();

    private String run(PlatformCommand command) throws CommandException {
        return platform.run(command);
    }

    private String failure(PlatformCommand command) {
        return platform.failure(command);
    }

    private void assertAsked(Action action, WorkspaceId workspace) {
        platform.assertAsked(action, workspace);
    }

    private WorkspaceCreate workspaceCreate(String name, String region) {
        WorkspaceCreate command = new WorkspaceCreate();
        command.storage = platform.storage;
        command.name = name;
        command.displayName = "South Plumbing";
        command.region = region;
        return command;
    }

    @Test
    void aWorkspaceIsCreatedListedAndShown() throws Exception {
        assertTrue(run(workspaceCreate("south", "ca-central-1")).startsWith("workspace south created: ws_"));
        assertAsked(Action.PLATFORM_MANAGE, WorkspaceId.PLATFORM);
        String list = run(new WorkspaceList());
        assertTrue(list.contains("north") && list.contains("South Plumbing"), list);

        WorkspaceShow show = new WorkspaceShow();
        show.users = platform.users;
        show.policies = platform.policies;
        show.workspace = "north";
        String shown = run(show);
        assertTrue(shown.contains("review policy  administrators"), shown);
        assertAsked(Action.WORKSPACE_VIEW, platform.north.id());
    }

    @Test
    void aWorkspaceInARegionWithoutStorageIsCreatedWithAWarning() throws Exception {
        assertTrue(run(workspaceCreate("south", "eu-west-3")).contains("no storage serves eu-west-3 now"));
    }

    @Test
    void aFailureIsOneLineThatBeginsWithItsCode() {
        assertEquals("workspace-exists: there is a workspace north", failure(workspaceCreate("north", "ca-central-1")));
        AuditVerify command = new AuditVerify();
        command.audit = platform.audit;
        command.workspace = "nowhere";
        assertTrue(failure(command).startsWith("no-such-workspace: "));
    }

    @Test
    void whatTheAccessBundleRefusesIsNotDone() throws Exception {
        platform.denies = true;
        assertTrue(failure(workspaceCreate("south", "ca-central-1")).startsWith("access-denied: "));
        platform.denies = false;
        assertFalse(run(new WorkspaceList()).contains("south"));
    }

    private UserAdd userAdd(String name, String role) {
        UserAdd command = new UserAdd();
        command.users = platform.users;
        command.workspace = "north";
        command.name = name;
        command.displayName = "Ada Martin";
        command.role = role;
        return command;
    }

    @Test
    void aUsersOneTimePasswordIsPrintedOnce() throws Exception {
        String added = run(userAdd("ada", "administrator"));
        assertTrue(added.contains("one-time password: otp-of-ada"), added);
        assertAsked(Action.USERS_MANAGE, platform.north.id());
        assertTrue(failure(userAdd("bob", "operator")).contains("otp") == false);
        assertTrue(failure(userAdd("bob", "janitor")).startsWith("invalid-role: "));

        UserList list = new UserList();
        list.users = platform.users;
        list.workspace = "north";
        String listed = run(list);
        assertTrue(listed.contains("Ada Martin") && listed.contains("administrator"), listed);
        assertTrue(listed.contains("usr_"), listed);
        assertFalse(listed.contains("otp"), listed);
    }

    @Test
    void aUserIsDisabledAuthorisedAndReset() throws Exception {
        run(userAdd("ada", "technician"));
        UserDisable disable = new UserDisable();
        disable.users = platform.users;
        disable.workspace = "north";
        disable.user = "ada";
        assertEquals("user ada can no longer sign in\n", run(disable));
        disable.undo = true;
        assertEquals("user ada is active again\n", run(disable));

        UserReview review = new UserReview();
        review.users = platform.users;
        review.workspace = "north";
        review.user = "ada";
        assertEquals("user ada is authorised to review\n", run(review));

        UserReset reset = new UserReset();
        reset.users = platform.users;
        reset.workspace = "north";
        reset.user = "ada";
        assertEquals("one-time password: otp-again\n", run(reset));
        reset.user = "eve";
        assertEquals("no-such-user: there is no user eve", failure(reset));
    }

    @Test
    void aPolicyIsSetAndListed() throws Exception {
        PolicySet set = new PolicySet();
        set.policies = platform.policies;
        set.workspace = "north";
        set.policy = "own-calls";
        assertEquals("review policy of north: administrators -> own-calls\n", run(set));
        assertAsked(Action.REVIEW_POLICY_CHANGE, platform.north.id());
        set.policy = "everybody";
        assertTrue(failure(set).startsWith("invalid-argument: "));

        PolicyList list = new PolicyList();
        list.policies = platform.policies;
        list.requirements = platform.requirements;
        String listed = run(list);
        assertTrue(listed.contains("own-calls"), listed);
        assertTrue(listed.matches("(?s).*review +\\S voting +\\S no +\\S 12 .*"), listed);
        assertTrue(listed.matches("(?s).*working-hours +\\S missing +\\S yes .*"), listed);
    }

    @Test
    void policiesAreRequiredAndNoLongerRequiredByWhoManagesThePlatform() throws Exception {
        PolicyRequire require = new PolicyRequire();
        require.requirements = platform.requirements;
        require.workspace = "north";
        require.required = List.of("review");
        assertEquals("required in north: none -> review\n", run(require));
        assertAsked(Action.PLATFORM_MANAGE, WorkspaceId.PLATFORM);
        require.required = List.of("unknown");
        assertEquals("invalid-argument: 1 of these policies do not vote now", failure(require));
        require.required = null;
        assertEquals("required in north: review -> none\n", run(require));
    }

    @Test
    void whoMayWatchIsToldWithEachVote() throws Exception {
        platform.users.add(Caller.operator(platform.north.id()), "ted", "Ted", Role.TECHNICIAN);
        RecordingWatchers watchers = new RecordingWatchers();
        watchers.recordings = platform.recordings;
        watchers.users = platform.users;
        watchers.workspace = "north";
        watchers.recording = platform.recording.id().value();
        String listed = run(watchers);
        assertTrue(listed.matches("(?s).*ted +\\S technician +\\S no .*"), listed);
        assertTrue(listed.matches("(?s).*working-hours +\\S deny +\\S it is closed.*"), listed);
        assertAsked(Action.WORKSPACE_MANAGE, platform.north.id());
    }

    @Test
    void callsAreListedWithoutTheCustomersNameAndEnded() throws Exception {
        CallList list = new CallList();
        list.calls = platform.calls;
        list.workspace = "north";
        String listed = run(list);
        assertTrue(listed.contains(platform.call.id().value()) && listed.contains("live"), listed);
        assertFalse(listed.contains("Jane"), listed);
        assertAsked(Action.CALL_VIEW, platform.north.id());
        list.number = 0;
        assertTrue(failure(list).startsWith("invalid-argument: "));

        CallEnd end = new CallEnd();
        end.calls = platform.calls;
        end.workspace = "north";
        end.call = platform.call.id().value();
        assertEquals("call " + end.call + " ended: operator\n", run(end));
        assertAsked(Action.CALL_END, platform.north.id());
        end.call = "rec_1";
        assertTrue(failure(end).startsWith("invalid-argument: "));
        end.call = org.sightline.calls.CallId.fresh().value();
        assertTrue(failure(end).startsWith("not-found: "));
    }

    @Test
    void recordingsAreListedShownAndVerified() throws Exception {
        RecordingList list = new RecordingList();
        list.recordings = platform.recordings;
        list.workspace = "north";
        String listed = run(list);
        assertTrue(listed.contains(platform.recording.id().value()) && listed.contains("61"), listed);

        RecordingShow show = new RecordingShow();
        show.recordings = platform.recordings;
        show.workspace = "north";
        show.recording = platform.recording.id().value();
        String shown = run(show);
        assertTrue(shown.contains("file-main") && shown.contains("local, version 1"), shown);
        assertFalse(shown.contains("secret-ciphertext"), shown);
        assertAsked(Action.RECORDING_LIST, platform.north.id());

        RecordingVerify verify = new RecordingVerify();
        verify.recordings = platform.recordings;
        verify.workspace = "north";
        verify.recording = platform.recording.id().value();
        assertEquals("intact: 1 takes, 12 records, 1100 bytes\n", run(verify));
        assertAsked(Action.RECORDING_VERIFY, platform.north.id());
        platform.intact = false;
        assertEquals("damaged: record 7 of take 1 was altered", failure(verify));
    }

    @Test
    void regionsAndBacklogAreShown() throws Exception {
        RegionList regions = new RegionList();
        regions.storage = platform.storage;
        assertTrue(run(regions).contains("file-main is ready"));
        EventBacklog backlog = new EventBacklog();
        backlog.events = platform.events;
        assertEquals("transport     up\noutbox        2\ndead letters  1\n", run(backlog));
        assertAsked(Action.PLATFORM_MANAGE, WorkspaceId.PLATFORM);
    }

    @Test
    void theAuditLogIsListedAndVerified() throws Exception {
        AuditList list = new AuditList();
        list.audit = platform.audit;
        list.workspace = "north";
        assertTrue(run(list).contains("to=own-calls"));
        assertAsked(Action.AUDIT_VIEW, platform.north.id());
        list.workspace = null;
        run(list);
        assertAsked(Action.AUDIT_VIEW, WorkspaceId.PLATFORM);

        AuditVerify verify = new AuditVerify();
        verify.audit = platform.audit;
        verify.checkpoints = platform.checkpoints;
        String verified = run(verify);
        assertTrue(verified.startsWith("intact: 7 entries\n"), verified);
        assertTrue(verified.contains("6 entries"), verified);
        platform.intact = false;
        assertEquals("audit-broken: entry 3 was altered", failure(verify));
    }

    @Test
    void anAuditLogIsExportedAndOverwritesNothing(@TempDir Path directory) throws Exception {
        AuditExport export = new AuditExport();
        export.checkpoints = platform.checkpoints;
        export.directory = directory.toString();
        export.workspace = "north";
        assertTrue(run(export).startsWith("written to "));
        assertAsked(Action.AUDIT_VIEW, platform.north.id());
        String name = platform.north.id().value();
        assertEquals("log", Files.readString(directory.resolve(name + ".jsonl")));
        assertEquals("lines", Files.readString(directory.resolve(name + ".checkpoints")));
        assertEquals(
                "-----BEGIN PUBLIC KEY-----\nAQID\n-----END PUBLIC KEY-----\n",
                Files.readString(directory.resolve(name + ".pem")));
        assertTrue(failure(export).startsWith("not-written: "));
    }

    @Test
    void theSelfTestTellsEachStep() throws Exception {
        CallTest test = new CallTest();
        test.selfTest = platform.selfTest;
        String printed = run(test);
        assertTrue(printed.contains("customer connected") && printed.contains("1,345 ms"), printed);
        assertTrue(printed.contains("passed: first picture after 87 ms"), printed);
        platform.intact = false;
        assertEquals("self-test-failed: customer connected: no answer to the offer", failure(test));
        assertTrue(platform.printed().contains("FAILED customer connected"), platform.printed());
    }
}
