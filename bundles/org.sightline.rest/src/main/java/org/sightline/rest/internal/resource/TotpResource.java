package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.rest.internal.session.BeforeTotp;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.RecoveryCodesView;
import org.sightline.rest.internal.view.TotpEnrolmentView;
import org.sightline.rest.internal.view.TotpView;
import org.sightline.tenancy.SecondFactors;

/** The authenticator app of whoever is signed in. */
@Path("v1/session/totp")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Session")
public final class TotpResource {
    private final SecondFactors factors;

    public TotpResource(SecondFactors factors) {
        this.factors = factors;
    }

    /** What is typed to set an app up. */
    @Schema(name = "TotpToSetUp")
    record SettingUp(
            @Schema(implementation = String.class, format = "password")
            char[] password) {
        @Override
        public String toString() {
            return "SettingUp";
        }
    }

    /** What the app shows. */
    @Schema(name = "TotpConfirmation")
    record Confirmation(String code) {
        @Override
        public String toString() {
            return "Confirmation";
        }
    }

    /** What is typed to do without it. */
    @Schema(name = "TotpRemoval")
    record Removal(
            @Schema(implementation = String.class, format = "password")
            char[] password,

            String code) {
        @Override
        public String toString() {
            return "Removal";
        }
    }

    @GET
    @BeforeTotp
    @Operation(
            operationId = "getTotp",
            summary = "Whether signing in takes a code, and whether the workspace requires it")
    public TotpView get(@Parameter(hidden = true) @Context Visitor visitor) {
        return TotpView.of(factors.status(visitor.caller()));
    }

    @POST
    @BeforeTotp
    @Operation(
            operationId = "setUpTotp",
            summary = "Makes a secret for an authenticator app, which counts once it is confirmed")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    public TotpEnrolmentView setUp(SettingUp setting, @Parameter(hidden = true) @Context Visitor visitor) {
        char[] password = Input.required("password", setting.password());
        try {
            return TotpEnrolmentView.of(factors.enrol(visitor.caller(), password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @POST
    @Path("confirmation")
    @BeforeTotp
    @Operation(
            operationId = "confirmTotp",
            summary = "Makes signing in take a code; all other sessions end, and the recovery codes are shown only now")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    public RecoveryCodesView confirm(Confirmation confirmation, @Parameter(hidden = true) @Context Visitor visitor) {
        String code = Input.required("code", confirmation.code());
        return new RecoveryCodesView(factors.confirm(visitor.caller(), code, Optional.of(visitor.token())));
    }

    @POST
    @Path("removal")
    @BeforeTotp
    @Operation(operationId = "removeTotp", summary = "Makes signing in take no code any more")
    @ApiResponse(responseCode = "204", description = "It is removed.")
    public void remove(Removal removal, @Parameter(hidden = true) @Context Visitor visitor) {
        char[] password = Input.required("password", removal.password());
        try {
            factors.disable(visitor.caller(), password, Input.required("code", removal.code()));
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
