package org.sightline.tenancy.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Keeps the secrets of users' authenticator apps and what remains of their recovery codes. Each method is one transaction. */
@ConsumerType
public interface TotpStore {

    /**
     * A user's secret.
     *
     * @param sealedSecret as {@link SecretSeal} made it
     * @param confirmed whether it counts
     */
    record StoredTotp(String sealedSecret, boolean confirmed) {}

    /** Empty if it is another workspace's. */
    Optional<StoredTotp> find(WorkspaceId workspace, UserId user);

    /** Keeps a secret that is to be confirmed. @return false, changing nothing, if the user has a confirmed one */
    boolean enrol(WorkspaceId workspace, UserId user, String sealedSecret);

    /**
     * Confirms the user's secret.
     *
     * @param step of the code that confirmed it, which is thereby used
     * @param recoveryCodeHashes lower-case hex SHA-256
     * @return false, changing nothing, unless it is this secret that is to be confirmed
     */
    boolean confirm(
            WorkspaceId workspace, UserId user, String sealedSecret, long step, List<String> recoveryCodeHashes);

    /** Uses a step. Of several at once one succeeds. @return false unless it is later than any that was used */
    boolean useStep(WorkspaceId workspace, UserId user, long step);

    /** Uses a recovery code. Of several at once one succeeds. @return false if there is no such code */
    boolean useRecoveryCode(WorkspaceId workspace, UserId user, String hash);

    /** How many are left. */
    int recoveryCodes(WorkspaceId workspace, UserId user);

    /** Forgets the secret and the codes. @return false if there was no secret */
    boolean delete(WorkspaceId workspace, UserId user);
}
