package org.sightline.keys.spi;

import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.Caller;

final class InMemoryWrappedKeysTest extends WrappedKeyOwnerContract {
    private InMemoryWrappedKeys owner;
    private Keys keys;
    private int number;

    @Override
    protected WrappedKeyOwner create(Keys now) {
        keys = now;
        owner = new InMemoryWrappedKeys(now, REGION);
        return owner;
    }

    @Override
    protected String keepOne(Caller caller) throws KeysException {
        String context = "rec_" + ++number;
        try (DataKey key = keys.generate(caller, REGION, context)) {
            owner.keep(caller, context, key.wrapped());
        }
        return context;
    }

    @Override
    protected WrappedKey kept(Caller caller, String context) {
        return owner.kept(caller, context);
    }
}
