package org.sightline.keys.spi;

import org.osgi.annotation.versioning.ConsumerType;
import org.sightline.keys.KeysException;
import org.sightline.keys.Signatures.Signature;

/** Holds the platform's signing key. */
@ConsumerType
public interface SignatureProvider {

    /** Signs with the current key. */
    Signature sign(byte[] content) throws KeysException;
}
