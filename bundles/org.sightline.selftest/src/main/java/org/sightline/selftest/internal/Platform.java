package org.sightline.selftest.internal;

import org.sightline.calls.CallSessions;
import org.sightline.calls.Calls;
import org.sightline.recording.Recordings;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspaces;

/** The services that a run calls. */
record Platform(
        Workspaces workspaces,
        Users users,
        Storage storage,
        Calls calls,
        CallSessions sessions,
        Recordings recordings) {}
