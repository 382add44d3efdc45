package org.sightline.tenancy.spi;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.tenancy.Caller;

/**
 * Hears of every change to workspaces, users and sessions and of every refused sign-in, on the thread that makes it and
 * before its caller is answered. A listener that throws makes the operation fail (it may have taken effect).
 */
@ConsumerType
public interface TenancyListener {
    /**
     * Service property, {@code true} on the listener that keeps the record. Without one the tenancy services do not
     * start: no change goes unrecorded.
     */
    String RECORDS = "sightline.tenancy.records";

    /**
     * What happened.
     *
     * @param type past tense: {@code workspace-created}, {@code workspace-region-changed}, {@code setting-changed},
     *     {@code user-added}, {@code user-deactivated}, {@code user-reactivated}, {@code user-review-changed},
     *     {@code password-changed}, {@code password-reset}, {@code signed-in}, {@code sign-in-refused},
     *     {@code signed-out}, {@code sessions-ended}, {@code totp-enabled}, {@code totp-disabled}, {@code totp-reset},
     *     {@code recovery-code-used}
     * @param resource the id of the workspace or user that changed, also for its sessions; {@code unknown-user} if a sign-in
     *     names none
     * @param detail never a secret; a setting's {@code key} and {@code value}
     */
    record Change(String type, String resource, Map<String, String> detail) {
        public Change {
            detail = Map.copyOf(detail);
        }
    }

    /** @param caller who made the change; for a refused sign-in the platform, in the workspace if there is such a one */
    void changed(Caller caller, Change change);
}
