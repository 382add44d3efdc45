package org.sightline.signalling.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.runtime.HttpServiceRuntime;
import org.osgi.service.http.whiteboard.Preprocessor;
import org.sightline.calls.CallSessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the WebSocket of calls on the web server, and never without its origin check: the endpoint is offered only once the
 * server says that the check is in place. A server that is just starting can overlook what is offered to it meanwhile;
 * therefore the check is offered again until the server has it.
 */
@Component(
        service = {},
        immediate = true)
public final class SignalEdge {
    private static final Logger LOG = LoggerFactory.getLogger(SignalEdge.class);
    private static final long EVERY_MILLIS = 250;
    /** Looks at the server before the check is offered anew. */
    private static final int PATIENCE = 8;

    private static final String WEBSOCKET = "org.ops4j.pax.web.http.whiteboard.websocket";

    private final BundleContext bundle;
    private final HttpServiceRuntime server;
    private final SignalEndpoint endpoint;
    private final ScheduledExecutorService clock;
    private Optional<ServiceRegistration<Preprocessor>> check = Optional.empty();
    private Optional<ServiceRegistration<Object>> webSocket = Optional.empty();
    private int looks;

    @Activate
    public SignalEdge(BundleContext bundle, @Reference CallSessions calls, @Reference HttpServiceRuntime server) {
        this.bundle = bundle;
        this.server = server;
        endpoint = new SignalEndpoint(calls);
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sightline-signalling-clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            if (webSocket.isEmpty()) {
                offer();
            }
            endpoint.check();
        } catch (RuntimeException e) {
            LOG.error("the signalling edge's clock missed a beat", e);
        }
    }

    private synchronized void offer() {
        if (clock.isShutdown()) {
            return;
        }
        if (check.isEmpty()) {
            check = Optional.of(bundle.registerService(Preprocessor.class, new OriginCheck(), null));
            looks = 0;
        } else if (isInPlace(check.get())) {
            Dictionary<String, Object> properties = new Hashtable<>(Map.of(WEBSOCKET, "true"));
            webSocket = Optional.of(bundle.registerService(Object.class, endpoint, properties));
            LOG.info("calls are reachable at {}", SignalEndpoint.PATH);
        } else if (++looks >= PATIENCE) {
            check.get().unregister();
            check = Optional.empty();
        }
    }

    private boolean isInPlace(ServiceRegistration<Preprocessor> registration) {
        Object id = registration.getReference().getProperty(Constants.SERVICE_ID);
        return Stream.of(server.getRuntimeDTO().preprocessorDTOs)
                .anyMatch(preprocessor -> id.equals(preprocessor.serviceId));
    }

    @Deactivate
    void stop() {
        clock.shutdownNow();
        endpoint.stop();
        synchronized (this) {
            webSocket.ifPresent(ServiceRegistration::unregister);
            check.ifPresent(ServiceRegistration::unregister);
        }
    }
}
