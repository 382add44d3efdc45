package org.sightline.web.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.servlet.Servlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.runtime.HttpServiceRuntime;
import org.osgi.service.http.whiteboard.HttpWhiteboardConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the pages on the web server. A server that is just starting can overlook what is offered to it meanwhile; therefore
 * they are offered again until the server has them.
 */
@Component(
        service = {},
        immediate = true)
public final class PagesEdge {
    private static final Logger LOG = LoggerFactory.getLogger(PagesEdge.class);
    private static final long EVERY_MILLIS = 250;
    /** Looks at the server before the pages are offered anew. */
    private static final int PATIENCE = 8;

    private final BundleContext bundle;
    private final HttpServiceRuntime server;
    private final Servlet pages = new PagesServlet();
    private final ScheduledExecutorService clock;
    private ServiceRegistration<Servlet> offered;
    private int looks;

    @Activate
    public PagesEdge(BundleContext bundle, @Reference HttpServiceRuntime server) {
        this.bundle = bundle;
        this.server = server;
        offered = offer();
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sightline-pages-offer");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private ServiceRegistration<Servlet> offer() {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME,
                "sightline-pages",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN,
                new String[] {"/*"}));
        return bundle.registerService(Servlet.class, pages, properties);
    }

    private synchronized void look() {
        if (clock.isShutdown()) {
            return;
        }
        if (isInPlace()) {
            LOG.info("the pages are reachable");
            clock.shutdown();
        } else if (++looks >= PATIENCE) {
            offered.unregister();
            offered = offer();
            looks = 0;
        }
    }

    private boolean isInPlace() {
        Object id = offered.getReference().getProperty(Constants.SERVICE_ID);
        return Stream.of(server.getRuntimeDTO().servletContextDTOs)
                .flatMap(context -> Stream.of(context.servletDTOs))
                .anyMatch(servlet -> id.equals(servlet.serviceId));
    }

    @Deactivate
    synchronized void stop() {
        clock.shutdownNow();
        offered.unregister();
    }
}
