package org.sightline.audit.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Audit;
import org.sightline.audit.Audit.Outcome;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.spi.TenancyListener;

/** Records every change to workspaces, users and sessions as {@code tenancy.<type>}. */
@Component(property = TenancyListener.RECORDS + ":Boolean=true")
public final class TenancyRecord implements TenancyListener {
    private final Audit audit;

    @Activate
    public TenancyRecord(@Reference Audit audit) {
        this.audit = audit;
    }

    @Override
    public void changed(Caller caller, Change change) {
        Outcome outcome = change.type().endsWith("-refused") ? Outcome.REFUSED : Outcome.DONE;
        audit.record(caller, "tenancy." + change.type(), change.resource(), outcome, change.detail());
    }
}
