package org.sightline.tenancy.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.WorkspaceId;

/** Encrypts secrets that have to be kept readable for the platform, under the key of their workspace. */
@ConsumerType
public interface SecretSeal {

    /**
     * Encrypts.
     *
     * @param context what the secret is for; opening needs the same
     * @param secret at most 1,000 bytes
     * @return printable ASCII, at most 7,000 characters
     * @throws TenancyException {@code key-unavailable}: try again; {@code key-destroyed}: never again
     */
    String seal(WorkspaceId workspace, String context, byte[] secret);

    /**
     * Decrypts; the caller overwrites the result.
     *
     * @throws TenancyException as above; {@code damaged} if it is not of this workspace or context, or was altered
     */
    byte[] open(WorkspaceId workspace, String context, String sealed);
}
