package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.tenancy.SecondFactors.Status;

/** Whether signing in takes a code of an authenticator app, and whether the workspace requires that. */
@Schema(name = "Totp")
public record TotpView(boolean enabled, boolean required, int recoveryCodesLeft) {

    public static TotpView of(Status status) {
        return new TotpView(status.enabled(), status.required(), status.recoveryCodesLeft());
    }
}
