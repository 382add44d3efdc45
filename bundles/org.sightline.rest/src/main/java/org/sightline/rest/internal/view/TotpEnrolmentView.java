package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.tenancy.SecondFactors.Enrolment;

/** What an authenticator app needs to know, shown only now: the address for a QR code, and the secret in it for typing. */
@Schema(name = "TotpEnrolment")
public record TotpEnrolmentView(String secret, String uri) {

    public static TotpEnrolmentView of(Enrolment enrolment) {
        return new TotpEnrolmentView(enrolment.secret(), enrolment.uri());
    }

    @Override
    public String toString() {
        return "TotpEnrolmentView";
    }
}
