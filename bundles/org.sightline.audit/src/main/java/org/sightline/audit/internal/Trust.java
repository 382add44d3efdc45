package org.sightline.audit.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sightline.audit.internal.CheckpointConfig.Settings;
import org.sightline.audit.internal.verifier.TrustedKeys;
import org.sightline.audit.spi.CheckpointSigner;

/** Where the files of checkpoints are, and the keys whose signatures count: the one that signs now and those configured. */
record Trust(Settings settings, List<CheckpointSigner> signers) {

    CheckpointFiles files() {
        return new CheckpointFiles(settings.directory());
    }

    /** @throws IOException if nothing that signs is running or its key cannot be had */
    List<String> publicKeys() throws IOException {
        if (signers.isEmpty()) {
            throw new IOException("nothing that signs is running");
        }
        List<String> keys = new ArrayList<>(settings.formerKeys());
        keys.add(signers.get(signers.size() - 1).publicKey());
        return keys;
    }

    /** @throws IOException as {@link #publicKeys} */
    TrustedKeys keys() throws IOException {
        return new TrustedKeys(publicKeys());
    }
}
