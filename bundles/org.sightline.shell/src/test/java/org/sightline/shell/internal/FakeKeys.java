package org.sightline.shell.internal;

import java.util.List;
import java.util.Optional;
import org.sightline.keys.DataKey;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;

/** One provider, and a rotation that is half done. */
final class FakeKeys implements Keys, KeyRotations {
    private Progress progress;
    KeysException.Reason fails;

    @Override
    public Progress rotate(Caller caller) throws KeysException {
        if (fails != null) {
            throw new KeysException(fails, "local: the key store does not open", null);
        }
        progress = new Progress("local", "2", 10, 5, false, "wraps anew");
        return progress;
    }

    @Override
    public Optional<Progress> progress(Caller caller) {
        return Optional.ofNullable(progress);
    }

    @Override
    public List<Provider> providers() {
        return List.of(
                new Provider("local", true, true, "in /etc/keys"), new Provider("aws", false, false, "no answer"));
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
