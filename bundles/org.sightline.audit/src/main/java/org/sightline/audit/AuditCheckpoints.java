package org.sightline.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sightline.tenancy.Caller;

/**
 * The signed checkpoints of a workspace's log. They are made in the background, kept in the database and appended to a file
 * apart from it; {@link Audit#verify} holds the log against both.
 */
@ProviderType
public interface AuditCheckpoints {

    /**
     * The newest checkpoints of the caller's workspace, newest first.
     *
     * @param limit 1 to 500
     * @throws AuditException if they cannot be read
     */
    List<Checkpoint> newest(Caller caller, int limit);

    /**
     * Signs what the log of the caller's workspace holds now, unless its newest checkpoint already does.
     *
     * @return the newest checkpoint; nothing if the log is empty
     * @throws AuditException if nothing can sign, or if the log does not follow from its last checkpoint: it is never signed then
     */
    Optional<Checkpoint> checkpoint(Caller caller);

    /**
     * Writes the log of the caller's workspace as lines of JSON and its checkpoints as lines of text, both oldest first, for
     * the stand-alone verifier, after having recorded {@code audit.exported} and signed the log if it can be signed. The forms
     * are in {@code docs/audit.md}. The streams are left open.
     *
     * @return the public keys whose signatures count, as base64 of their SubjectPublicKeyInfo
     * @throws AuditException if they cannot be read, nothing can sign, or this cannot be recorded
     */
    List<String> export(Caller caller, OutputStream log, OutputStream checkpoints) throws IOException;
}
