package org.sightline.keys.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.keys.KeysException;
import org.sightline.keys.KeysException.Reason;
import org.sightline.keys.Signatures;
import org.sightline.keys.spi.SignatureProvider;

/** Lets the running provider of the highest ranking sign. */
@Component
public final class PlatformSignatures implements Signatures {

    /** Sorted by ascending ranking: Declarative Services replaces the list on each change. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    private volatile List<SignatureProvider> providers = List.of();

    @Activate
    public PlatformSignatures() {}

    PlatformSignatures(List<SignatureProvider> providers) {
        this.providers = providers;
    }

    @Override
    public Signature sign(byte[] content) throws KeysException {
        List<SignatureProvider> now = providers;
        if (now.isEmpty()) {
            throw new KeysException(Reason.UNAVAILABLE, "nothing that holds a signing key is running", null);
        }
        return now.get(now.size() - 1).sign(content);
    }
}
