package org.sightline.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.sightline.access.AccessControl;
import org.sightline.access.PolicyHealth;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** Names of the access policies that vote. */
@Service
public final class PolicyCompleter extends PlatformCompleter {
    @Reference
    AccessControl access;

    @Override
    Stream<String> candidates(CommandLine line) {
        return access.policies(Caller.operator(WorkspaceId.PLATFORM)).stream()
                .filter(policy -> policy.state() != PolicyHealth.State.MISSING)
                .map(PolicyHealth::name);
    }
}
