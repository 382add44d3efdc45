package org.sightline.access.internal;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.PolicyHealth;
import org.sightline.access.RequiredPolicies;
import org.sightline.access.Vote;
import org.sightline.access.spi.AccessPolicy;
import org.sightline.audit.Audit;
import org.sightline.audit.Audit.Outcome;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by the votes of the registered policies, and audits what is refused or sensitive. */
@Component(configurationPid = "org.sightline.access")
@Designate(ocd = EnforcementPoint.Config.class)
public final class EnforcementPoint implements AccessControl, RequiredPolicies {
    private static final Logger LOG = LoggerFactory.getLogger(EnforcementPoint.class);

    @ObjectClassDefinition(
            name = "%access.name",
            description = "%access.description",
            localization = "OSGI-INF/l10n/access")
    @interface Config {
        @AttributeDefinition(name = "%requiredPolicies.name", description = "%requiredPolicies.description")
        String[] requiredPolicies() default {};

        @AttributeDefinition(
                name = "%voteMillis.name",
                description = "%voteMillis.description",
                min = "1",
                max = "1000")
        int voteMillis() default 50;
    }

    private static final Set<Action> SENSITIVE = EnumSet.of(
            Action.RECORDING_WATCH,
            Action.REVIEW_POLICY_CHANGE,
            Action.REGION_CHANGE,
            Action.KEY_ROTATE,
            Action.WORKSPACE_MANAGE,
            Action.USERS_MANAGE,
            Action.PLATFORM_MANAGE);

    private final Audit audit;
    private final Ballot ballot;
    private final WorkspaceRequirements requirements;

    @Activate
    public EnforcementPoint(@Reference Audit audit, @Reference Workspaces workspaces, Config config) {
        this(audit, workspaces, System::nanoTime, config);
    }

    EnforcementPoint(Audit audit, Workspaces workspaces, LongSupplier nanos, Config config) {
        this.audit = audit;
        this.ballot = new Ballot(nanos);
        this.requirements = new WorkspaceRequirements(workspaces, nanos);
        configure(config);
    }

    /** Takes effect without a restart of everything that asks. */
    @Modified
    void configure(Config config) {
        if (config.voteMillis() < 1 || config.voteMillis() > 1000) {
            throw new IllegalArgumentException("voteMillis: 1 to 1000");
        }
        // A list in a file of settings arrives as one text.
        Set<String> required = Stream.of(config.requiredPolicies())
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        ballot.configure(required, config.voteMillis());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPolicy(AccessPolicy policy) {
        ballot.add(policy);
    }

    void unbindPolicy(AccessPolicy policy) {
        ballot.remove(policy);
    }

    @Override
    public void require(AccessRequest request) {
        if (isForeign(request)) {
            // Recorded where nobody of either workspace reads it, or the record would tell that the object exists.
            Caller caller = request.caller();
            record(
                    new Caller(WorkspaceId.PLATFORM, caller.subject(), caller.roles()),
                    request,
                    Outcome.REFUSED,
                    Map.of(
                            "reason",
                            "it belongs to another workspace",
                            "caller-workspace",
                            caller.workspace().value()));
            throw new NotFoundException(request.resource().id());
        }
        Decision decision = decide(request);
        if (!decision.permitted()) {
            record(request.caller(), request, Outcome.REFUSED, detail(decision));
            throw new AccessDeniedException(request.action(), decision);
        }
        if (SENSITIVE.contains(request.action())) {
            record(request.caller(), request, Outcome.DONE, detail(decision));
        }
    }

    @Override
    public Decision explain(AccessRequest request) {
        if (isForeign(request)) {
            throw new NotFoundException(request.resource().id());
        }
        return decide(request);
    }

    @Override
    public List<PolicyHealth> policies(Caller caller) {
        return ballot.health(requirements.of(caller));
    }

    @Override
    public List<String> required(Caller caller) {
        return requirements.of(caller).stream().sorted().toList();
    }

    @Override
    public void require(Caller caller, List<String> names) {
        Set<String> required = new TreeSet<>(names);
        if (required.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " policies can be required");
        }
        Set<String> missing = ballot.missing(required);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(missing.size() + " of these policies do not vote now");
        }
        requirements.change(caller, required);
    }

    /** A workspace whose choice cannot be read is allowed nothing. */
    private Decision decide(AccessRequest request) {
        Set<String> required;
        try {
            required = requirements.of(request.caller());
        } catch (RuntimeException e) {
            LOG.error(
                    "cannot read which policies {} requires: refused",
                    request.caller().workspace(),
                    e);
            return new Decision(false, "the required policies cannot be read", List.of());
        }
        return ballot.decide(request, required);
    }

    private static boolean isForeign(AccessRequest request) {
        return !request.caller().workspace().equals(request.resource().workspace());
    }

    private void record(Caller caller, AccessRequest request, Outcome outcome, Map<String, String> detail) {
        audit.record(caller, request.action().toString(), request.resource().id(), outcome, detail);
    }

    private static Map<String, String> detail(Decision decision) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("reason", decision.reason());
        StringBuilder votes = new StringBuilder();
        for (Vote vote : decision.votes()) {
            if (vote.choice() != Vote.Choice.ABSTAIN) {
                votes.append(votes.isEmpty() ? "" : " ")
                        .append(vote.policy())
                        .append('=')
                        .append(vote.choice());
            }
        }
        detail.put("votes", votes.toString());
        return detail;
    }
}
