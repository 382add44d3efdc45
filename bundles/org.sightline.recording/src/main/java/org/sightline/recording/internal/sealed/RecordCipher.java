package org.sightline.recording.internal.sealed;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens the records of one epoch. Not for use by two threads. */
final class RecordCipher {
    /**
     * Sealing feeds the cipher in slices: the JDK compiles the loop over a slice long before it compiles one over a whole
     * record. Opening gives it the record at once, because the JDK keeps slices until the tag is verified anyway.
     */
    private static final int SLICE = 4 * 1024;

    private final int epoch;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final ByteBuffer associated;
    private final int variable;

    RecordCipher(byte[] key, byte[] name, int epoch) {
        this.epoch = epoch;
        this.key = new SecretKeySpec(key, "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
        associated = ByteBuffer.allocate(2 + name.length + 4 + 8 + 1 + 4);
        associated.putShort((short) SealedFormat.VERSION).put(name).putInt(epoch);
        variable = associated.position();
    }

    int epoch() {
        return epoch;
    }

    /** Writes ciphertext and tag of {@code length} bytes to {@code to}. */
    void seal(RecordType type, long seq, byte[] from, int offset, int length, byte[] to, int at) {
        try {
            begin(Cipher.ENCRYPT_MODE, type, seq, length);
            int in = offset;
            int out = at;
            int end = offset + length;
            for (; end - in > SLICE; in += SLICE) {
                out += cipher.update(from, in, SLICE, to, out);
            }
            cipher.doFinal(from, in, end - in, to, out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a record", e);
        }
    }

    /** Opens {@code length} bytes of ciphertext, which the tag follows; writes nothing that is not verified. */
    void open(RecordType type, long seq, byte[] from, int offset, int length, byte[] to, int at)
            throws SealedException {
        try {
            begin(Cipher.DECRYPT_MODE, type, seq, length);
            cipher.doFinal(from, offset, length + SealedFormat.TAG, to, at);
        } catch (AEADBadTagException e) {
            throw new SealedException(SealedException.Reason.ALTERED, "record " + seq + " was altered", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open a record", e);
        }
    }

    /** The tag over a body that stays in the clear: an epoch's salt. */
    byte[] authenticate(RecordType type, long seq, byte[] body) {
        try {
            begin(Cipher.ENCRYPT_MODE, type, seq, body.length);
            cipher.updateAAD(body);
            return cipher.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot authenticate a record", e);
        }
    }

    private void begin(int mode, RecordType type, long seq, int length) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(seq).array();
        cipher.init(mode, key, new GCMParameterSpec(SealedFormat.TAG * 8, nonce));
        associated.position(variable);
        associated.putLong(seq).put((byte) type.code()).putInt(length);
        cipher.updateAAD(associated.array());
    }
}
