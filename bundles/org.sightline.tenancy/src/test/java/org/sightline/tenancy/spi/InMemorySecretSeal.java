package org.sightline.tenancy.spi;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.tenancy.TenancyException;
import org.sightline.tenancy.WorkspaceId;

/** Keeps the secrets of a test to itself and gives out what stands for them. */
public final class InMemorySecretSeal implements SecretSeal {
    private record Sealed(WorkspaceId workspace, String context, byte[] secret) {}

    private final Map<String, Sealed> secrets = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Whether the keys are out of reach. */
    public volatile boolean unavailable;

    @Override
    public String seal(WorkspaceId workspace, String context, byte[] secret) {
        requireAvailable();
        byte[] name = new byte[24];
        random.nextBytes(name);
        String sealed = Base64.getUrlEncoder().encodeToString(name);
        secrets.put(sealed, new Sealed(workspace, context, secret.clone()));
        return sealed;
    }

    @Override
    public byte[] open(WorkspaceId workspace, String context, String sealed) {
        requireAvailable();
        Sealed found = secrets.get(sealed);
        if (found == null
                || !found.workspace().equals(workspace)
                || !found.context().equals(context)) {
            throw new TenancyException("damaged", "a sealed secret cannot be opened");
        }
        return found.secret().clone();
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new TenancyException("key-unavailable", "the keys of a test are out of reach");
        }
    }
}
