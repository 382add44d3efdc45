package org.sightline.media.webrtc.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.sightline.media.webrtc.srtp.SrtpKeys;
import org.sightline.media.webrtc.srtp.SrtpProfile;

/** What both ends of a handshake do alike. */
final class Handshake {
    static final int TIMEOUT_MILLIS = 20_000;
    static final int RESEND_MILLIS = 250;

    private Handshake() {}

    /** Refuses a certificate that the session description did not announce (RFC 8842 §5.1). */
    static void check(Fingerprint expected, Certificate certificate) throws IOException {
        if (certificate == null
                || certificate.isEmpty()
                || !expected.matches(certificate.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    /** The first of our profiles that is among these, or null. */
    static SrtpProfile best(int[] codes) {
        for (SrtpProfile profile : SrtpProfile.values()) {
            for (int code : codes) {
                if (code == profile.code()) {
                    return profile;
                }
            }
        }
        return null;
    }

    static SrtpKeys export(TlsContext context, SrtpProfile profile) {
        int bytes = 2 * (profile.keyBytes() + profile.saltBytes());
        return new SrtpKeys(profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, bytes));
    }
}
