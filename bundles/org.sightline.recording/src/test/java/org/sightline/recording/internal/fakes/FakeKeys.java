package org.sightline.recording.internal.fakes;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
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
    private volatile String version = "1";
    private volatile int unwrapped;

    public void available(boolean now) {
        available = now;
    }

    /** From now on keys are wrapped under this version. */
    public void version(String now) {
        version = now;
    }

    public int unwrapped() {
        return unwrapped;
    }

    @Override
    public DataKey generate(Caller caller, String region, String context) throws KeysException {
        requireAvailable();
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return hold(caller, key, context);
    }

    private DataKey hold(Caller caller, byte[] key, String context) {
        byte[] ticket = new byte[16];
        RANDOM.nextBytes(ticket);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
        held.put(caller.workspace() + context + text, key.clone());
        return new DataKey(key, new WrappedKey("fake", version, text));
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
    public WrappedKey rewrap(Caller caller, WrappedKey wrapped, String region, String context) throws KeysException {
        requireAvailable();
        if (wrapped.version().equals(version)) {
            return wrapped;
        }
        try (DataKey key = unwrap(caller, wrapped, context);
                DataKey anew = hold(caller, key.bytes(), context)) {
            return anew.wrapped();
        }
    }

    @Override
    public Current current(Caller caller, String region) throws KeysException {
        requireAvailable();
        return new Current("fake", version);
    }

    @Override
    public void prepare(Caller caller, String region) {}

    @Override
    public List<Provider> providers() {
        return List.of(new Provider("fake", true, available, available ? "ready" : "switched off"));
    }
}
