package org.sightline.tenancy.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.spi.TenancyListener;
import org.sightline.tenancy.spi.TenancyListener.Change;

/**
 * Tells every listener of a change, the one that records first; it is mandatory, so no change goes unrecorded.
 *
 * <p>A listener may itself need the tenancy services, which need this. Listeners are therefore known by their references
 * and fetched when there is something to tell: fetched earlier, the two would wait for each other.
 */
@Component(service = Announcements.class)
public final class Announcements {
    private static final String LISTENER = "listener";

    private final TenancyListener record;
    private final Function<ServiceReference<TenancyListener>, TenancyListener> locate;
    private final List<ServiceReference<TenancyListener>> listeners = new CopyOnWriteArrayList<>();

    @Activate
    public Announcements(
            ComponentContext context,
            @Reference(target = "(" + TenancyListener.RECORDS + "=true)") TenancyListener record) {
        this(record, listener -> context.locateService(LISTENER, listener));
    }

    Announcements(TenancyListener record, Function<ServiceReference<TenancyListener>, TenancyListener> locate) {
        this.record = record;
        this.locate = locate;
    }

    @Reference(
            name = LISTENER,
            service = TenancyListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(" + TenancyListener.RECORDS + "=true))")
    void bindListener(ServiceReference<TenancyListener> listener) {
        listeners.add(listener);
    }

    void unbindListener(ServiceReference<TenancyListener> listener) {
        listeners.remove(listener);
    }

    void tell(Caller caller, String type, String resource, Map<String, String> detail) {
        Change change = new Change(type, resource, detail);
        record.changed(caller, change);
        for (ServiceReference<TenancyListener> reference : listeners) {
            TenancyListener listener = locate.apply(reference);
            if (listener != null) { // else its bundle is just stopping
                listener.changed(caller, change);
            }
        }
    }
}
