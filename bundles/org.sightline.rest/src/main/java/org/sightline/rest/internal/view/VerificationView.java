package org.sightline.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.sightline.recording.Recordings.Verification;

/** What a verification of a recording found. */
@Schema(name = "RecordingVerification")
public record VerificationView(boolean intact, int takes, long records, long bytes, String message) {

    public static VerificationView of(Verification found) {
        return new VerificationView(found.intact(), found.takes(), found.records(), found.bytes(), found.message());
    }
}
