package org.sightline.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;

final class CompletersTest {
    private final FakePlatform platform = new FakePlatform();

    /** A line whose last word is being completed. */
    private record Line(String... words) implements CommandLine {
        @Override
        public int getCursorArgumentIndex() {
            return words.length - 1;
        }

        @Override
        public String getCursorArgument() {
            return words[words.length - 1];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words;
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }

    private List<String> complete(Completer completer, CommandLine line) {
        List<String> candidates = new ArrayList<>();
        completer.complete(platform.session(), line, candidates);
        return candidates.stream().map(String::strip).toList();
    }

    @Test
    void workspacesAreCompleted() {
        WorkspaceCompleter completer = platform.completer(new WorkspaceCompleter());
        assertEquals(List.of("north"), complete(completer, new Line("workspace-show", "no")));
        assertEquals(List.of(), complete(completer, new Line("workspace-show", "so")));
    }

    @Test
    void usersOfTheWorkspaceAreCompleted() {
        platform.users.add(Caller.operator(platform.north.id()), "ada", "Ada", Role.TECHNICIAN);
        UserCompleter completer = platform.completer(new UserCompleter());
        completer.users = platform.users;
        assertEquals(List.of("ada"), complete(completer, new Line("user-reset", "north", "")));
        assertEquals(List.of(), complete(completer, new Line("user-reset", "nowhere", "")));
    }

    @Test
    void callsRecordingsAndRegionsAreCompleted() {
        CallCompleter calls = platform.completer(new CallCompleter());
        calls.calls = platform.calls;
        assertEquals(List.of(platform.call.id().value()), complete(calls, new Line("call-end", "north", "call_")));
        RecordingCompleter recordings = platform.completer(new RecordingCompleter());
        recordings.recordings = platform.recordings;
        assertEquals(
                List.of(platform.recording.id().value()),
                complete(recordings, new Line("recording-show", "north", "")));
        RegionCompleter regions = platform.completer(new RegionCompleter());
        regions.storage = platform.storage;
        assertEquals(
                List.of("ca-central-1", "eu-central-1"),
                complete(regions, new Line("workspace-create", "x", "X", "--region", "")));
    }

    @Test
    void changesOfTheWorkspacesRegionAreCompleted() throws Exception {
        FakeRegionChanges changes = new FakeRegionChanges();
        RegionChangeCompleter completer = platform.completer(new RegionChangeCompleter());
        completer.changes = changes;
        String id = changes.begin(Caller.operator(platform.north.id()), "eu-central-1", 0)
                .id()
                .value();
        assertEquals(List.of(id), complete(completer, new Line("region-change-pause", "north", "move_")));
        assertEquals(List.of(), complete(completer, new Line("region-change-pause", "nowhere", "")));
    }

    @Test
    void argumentsBeforeTheCursorArePassedOver() {
        CommandLine earlier = new ArgumentCommandLine("anything", 8);
        assertEquals(List.of("anything"), complete(new AnyTextCompleter(), earlier));
        assertEquals(List.of("anything"), complete(platform.completer(new WorkspaceCompleter()), earlier));
        assertEquals(List.of(), complete(new AnyTextCompleter(), new Line("user-add", "north", "a")));
    }

    @Test
    void aPlatformThatDoesNotAnswerOffersNothing() {
        assertEquals(List.of(), complete(new WorkspaceCompleter(), new Line("workspace-show", "")));
    }
}
