package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What signs in without the authenticator app, once each; shown only now. */
@Schema(name = "RecoveryCodes")
public record RecoveryCodesView(List<String> recoveryCodes) {

    @Override
    public String toString() {
        return "RecoveryCodesView";
    }
}
