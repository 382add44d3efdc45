package org.sightline.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;

/** One provider, and rotations that are half done. */
final class FakeKeys implements Keys, KeyRotations {
    private final Map<WorkspaceId, Progress> rotations = new ConcurrentHashMap<>();

    /** What a rotation fails with. */
    volatile KeysException.Reason fails;

    @Override
    public Progress rotate(Caller caller) throws KeysException {
        if (fails != null) {
            throw new KeysException(fails, "the key store at /secret/path does not open", null);
        }
        return rotations.merge(
                caller.workspace(),
                new Progress("local", "2", 10, 5, false, "wraps anew"),
                (running, ignored) -> running);
    }

    @Override
    public Optional<Progress> progress(Caller caller) {
        return Optional.ofNullable(rotations.get(caller.workspace()));
    }

    @Override
    public List<Provider> providers() {
        return List.of(new Provider("local", true, fails == null, fails == null ? "ready" : "does not open"));
    }

    @Override
    public DataKey generate(Caller caller, String region, String context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DataKey unwrap(Caller caller, WrappedKey wrapped, String context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WrappedKey rewrap(Caller caller, WrappedKey wrapped, String region, String context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Current current(Caller caller, String region) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prepare(Caller caller, String region) {
        throw new UnsupportedOperationException();
    }
}
