package org.sightline.calls.internal;

import java.util.Map;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.calls.Call;
import org.sightline.tenancy.Caller;

/** What the access bundle is asked about a call. */
final class CallRights {
    private CallRights() {}

    static AccessRequest request(Caller caller, Action action, Call call) {
        Map<String, String> attributes =
                Map.of(Resource.TECHNICIAN, call.technician().value());
        return new AccessRequest(
                caller, action, new Resource(call.workspace(), call.id().value(), attributes));
    }
}
