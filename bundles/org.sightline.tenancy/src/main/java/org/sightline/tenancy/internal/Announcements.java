package org.sightline.tenancy.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.spi.TenancyListener;
import org.sightline.tenancy.spi.TenancyListener.Change;

/** Tells every listener of a change, the one that records first; it is mandatory, so no change goes unrecorded. */
@Component(service = Announcements.class)
public final class Announcements {
    private final TenancyListener record;
    private final List<TenancyListener> listeners = new CopyOnWriteArrayList<>();

    @Activate
    public Announcements(@Reference(target = "(" + TenancyListener.RECORDS + "=true)") TenancyListener record) {
        this.record = record;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(" + TenancyListener.RECORDS + "=true))")
    void bindListener(TenancyListener listener) {
        listeners.add(listener);
    }

    void unbindListener(TenancyListener listener) {
        listeners.remove(listener);
    }

    void tell(Caller caller, String type, String resource, Map<String, String> detail) {
        Change change = new Change(type, resource, detail);
        record.changed(caller, change);
        for (TenancyListener listener : listeners) {
            listener.changed(caller, change);
        }
    }
}
