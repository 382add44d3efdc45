package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.storage.RegionChange.SignedReport;

/**
 * The report of a change of region, which can be checked without the platform.
 *
 * @param content a JSON document, byte for byte as it was signed
 * @param publicKey base64 of the X.509 SubjectPublicKeyInfo
 * @param signature base64, over the UTF-8 bytes of the content
 */
@Schema(name = "SignedReport")
public record SignedReportView(String content, String algorithm, String publicKey, String signature) {

    public static SignedReportView of(SignedReport report) {
        return new SignedReportView(report.content(), report.algorithm(), report.publicKey(), report.signature());
    }
}
