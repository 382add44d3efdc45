package org.sightline.recording.internal.fakes;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;

/** Keys in memory: a wrapped key is a ticket for one. */
public final class FakeKeys implements Keys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, byte[]> held = new ConcurrentHashMap<>();
    private volatile boolean available = true;
    private volatile int unwrapped;

    public void available(boolean now) {
        available = now;
    }

    public int unwrapped() {
        return unwrapped;
    }

    @Override
    public DataKey generate(Caller caller, String context) throws KeysException {
        requireAvailable();
        byte[] key = new byte[32];
        byte[] ticket = new byte[16];
        RANDOM.nextBytes(key);
        RANDOM.nextBytes(ticket);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
        held.put(caller.workspace() + context + text, key.clone());
        return new DataKey(key, new WrappedKey("fake", "1", text));
    }

    @Override
    public DataKey unwrap(Caller caller, WrappedKey wrapped, String context) throws KeysException {
        requireAvailable();
        unwrapped++;
        byte[] key = held.get(caller.workspace() + context + wrapped.ciphertext());
        if (key == null) {
            throw new KeysException(KeysException.Reason.WRONG_KEY, "not this one", null);
        }
        return new DataKey(key.clone(), wrapped);
    }

    private void requireAvailable() throws KeysException {
        if (!available) {
            throw new KeysException(KeysException.Reason.UNAVAILABLE, "switched off", null);
        }
    }

    @Override
    public void prepare(Caller caller) {}
}
