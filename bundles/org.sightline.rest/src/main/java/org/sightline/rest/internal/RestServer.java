package org.sightline.rest.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.provider.ServerProviderFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.access.AccessControl;
import org.sightline.access.RequiredPolicies;
import org.sightline.access.ReviewPolicies;
import org.sightline.audit.Audit;
import org.sightline.calls.Calls;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.Keys;
import org.sightline.media.Rooms;
import org.sightline.recording.IntegrityChecks;
import org.sightline.recording.Recordings;
import org.sightline.rest.internal.guard.NoStoreFilter;
import org.sightline.rest.internal.guard.PlainRequests;
import org.sightline.rest.internal.guard.Throttle;
import org.sightline.rest.internal.guard.ThrottleFilter;
import org.sightline.rest.internal.guard.UnsafeRequestFilter;
import org.sightline.rest.internal.json.StrictJson;
import org.sightline.rest.internal.openapi.ApiDocument;
import org.sightline.rest.internal.problem.FrameworkProblemMapper;
import org.sightline.rest.internal.problem.ProblemMapper;
import org.sightline.rest.internal.resource.AuditResource;
import org.sightline.rest.internal.resource.CallResource;
import org.sightline.rest.internal.resource.Guard;
import org.sightline.rest.internal.resource.HealthResource;
import org.sightline.rest.internal.resource.IntegrityResource;
import org.sightline.rest.internal.resource.InvitationResource;
import org.sightline.rest.internal.resource.KeyRotationResource;
import org.sightline.rest.internal.resource.OpenApiResource;
import org.sightline.rest.internal.resource.PolicyResource;
import org.sightline.rest.internal.resource.PublicAddress;
import org.sightline.rest.internal.resource.RecordingResource;
import org.sightline.rest.internal.resource.RegionChangeResource;
import org.sightline.rest.internal.resource.RegionResource;
import org.sightline.rest.internal.resource.SessionResource;
import org.sightline.rest.internal.resource.TakeResource;
import org.sightline.rest.internal.resource.TotpResource;
import org.sightline.rest.internal.resource.UserResource;
import org.sightline.rest.internal.resource.UserTotpResource;
import org.sightline.rest.internal.resource.WorkspaceResource;
import org.sightline.rest.internal.resource.WorkspaceTotpResource;
import org.sightline.rest.internal.session.SessionFilter;
import org.sightline.rest.internal.session.VisitorContext;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.Storage;
import org.sightline.tenancy.SecondFactors;
import org.sightline.tenancy.Sessions;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspaces;

/** Serves the REST interface. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "org.sightline.rest")
@Designate(ocd = RestServer.Config.class)
public final class RestServer {

    /** Settings. */
    @ObjectClassDefinition(
            id = "org.sightline.rest",
            name = "%rest.name",
            description = "%rest.description",
            localization = "OSGI-INF/l10n/rest")
    @interface Config {
        @AttributeDefinition(name = "%publicAddress.name", description = "%publicAddress.description")
        String publicAddress() default "";

        @AttributeDefinition(name = "%openRequestsPerMinute.name", description = "%openRequestsPerMinute.description")
        int openRequestsPerMinute() default 120;
    }

    private final Server server;

    @Activate
    public RestServer(
            @Reference Workspaces workspaces,
            @Reference Users users,
            @Reference Sessions sessions,
            @Reference SecondFactors secondFactors,
            @Reference AccessControl access,
            @Reference ReviewPolicies policies,
            @Reference RequiredPolicies requirements,
            @Reference Audit audit,
            @Reference Storage storage,
            @Reference RegionChanges regionChanges,
            @Reference Keys keys,
            @Reference KeyRotations keyRotations,
            @Reference Rooms rooms,
            @Reference Calls calls,
            @Reference Recordings recordings,
            @Reference IntegrityChecks integrity,
            Config config) {
        this(
                BusFactory.getDefaultBus(),
                Clock.systemUTC(),
                config.openRequestsPerMinute(),
                sessions,
                resources(
                        new Guard(access),
                        new PublicAddress(config.publicAddress()),
                        workspaces,
                        users,
                        sessions,
                        secondFactors,
                        policies,
                        requirements,
                        audit,
                        storage,
                        regionChanges,
                        keys,
                        keyRotations,
                        rooms,
                        calls,
                        recordings,
                        integrity));
    }

    RestServer(Bus bus, Clock clock, int openRequestsPerMinute, Sessions sessions, List<Object> resources) {
        if (openRequestsPerMinute < 0) {
            throw new IllegalArgumentException("openRequestsPerMinute: 0 or more");
        }
        Set<Class<?>> described = resources.stream().map(Object::getClass).collect(Collectors.toSet());
        List<Object> beans = new ArrayList<>(resources);
        beans.add(new OpenApiResource(new ApiDocument(described)));
        ProblemMapper problems = new ProblemMapper();
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setBus(bus);
        factory.setAddress("/"); // below the servlet's own path, so that every address there gets our errors
        factory.setProviders(List.of(
                new StrictJson(),
                problems,
                new FrameworkProblemMapper(problems),
                new UnsafeRequestFilter(),
                new ThrottleFilter(new Throttle(clock, openRequestsPerMinute)),
                new SessionFilter(sessions),
                new VisitorContext(),
                new NoStoreFilter()));
        factory.setServiceBeans(beans);
        factory.setProperties(Map.of("default.wae.mapper.least.specific", true));
        factory.setStart(false);
        this.server = factory.create();
        ServerProviderFactory providers =
                (ServerProviderFactory) server.getEndpoint().get(ServerProviderFactory.class.getName());
        providers.setRequestPreprocessor(new PlainRequests());
        server.start();
    }

    @Deactivate
    void stop() {
        server.destroy();
    }

    static List<Object> resources(
            Guard guard,
            PublicAddress address,
            Workspaces workspaces,
            Users users,
            Sessions sessions,
            SecondFactors secondFactors,
            ReviewPolicies policies,
            RequiredPolicies requirements,
            Audit audit,
            Storage storage,
            RegionChanges regionChanges,
            Keys keys,
            KeyRotations keyRotations,
            Rooms rooms,
            Calls calls,
            Recordings recordings,
            IntegrityChecks integrity) {
        return List.of(
                new SessionResource(sessions, users, workspaces),
                new TotpResource(secondFactors),
                new UserTotpResource(guard, secondFactors),
                new WorkspaceTotpResource(guard, secondFactors),
                new WorkspaceResource(guard, workspaces, users, policies),
                new PolicyResource(guard, requirements),
                new UserResource(guard, users),
                new CallResource(calls, recordings, address),
                new InvitationResource(calls),
                new RecordingResource(guard, recordings, calls, users),
                new TakeResource(recordings),
                new RegionResource(guard, storage),
                new RegionChangeResource(guard, storage, regionChanges, users),
                new KeyRotationResource(guard, keys, keyRotations),
                new IntegrityResource(integrity),
                new AuditResource(guard, audit, users),
                new HealthResource(guard, workspaces, storage, rooms));
    }
}
