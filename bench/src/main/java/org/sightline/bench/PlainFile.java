package org.sightline.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with nothing around it: messages of a sealed record's size, one after another. The JDK is called as it is
 * fastest: encrypting in slices, decrypting at once.
 */
final class PlainFile {
    private static final int MESSAGE = 64 * 1024;
    private static final int TAG = 16;
    private static final int SLICE = 4 * 1024;

    private final Path file;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] from = new byte[MESSAGE + TAG];
    private final byte[] to = new byte[MESSAGE + TAG];
    private final List<Message> messages = new ArrayList<>();
    private long nonce;

    /** @param length of the sealed bytes, tag included */
    private record Message(long position, int length, long nonce) {}

    PlainFile(Path file, byte[] key) throws GeneralSecurityException {
        this.file = file;
        this.key = new SecretKeySpec(key, "AES");
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    long encrypt(byte[] content) throws GeneralSecurityException {
        for (int at = 0; at < content.length; at += MESSAGE) {
            encrypt(content, at, MESSAGE);
        }
        return content.length;
    }

    /** Opens one message again and again. */
    long decrypt(int bytes) throws GeneralSecurityException {
        encrypt(new byte[MESSAGE], 0, MESSAGE);
        System.arraycopy(to, 0, from, 0, to.length);
        long only = nonce;
        for (int at = 0; at < bytes; at += MESSAGE) {
            decrypt(only, from.length);
        }
        return bytes;
    }

    /** Writes and syncs as a recorder does: whole messages, the rest of each cluster in one of its own. */
    long write(byte[] content, int cluster) throws IOException, GeneralSecurityException {
        nonce = 0;
        messages.clear();
        long position = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int start = 0; start < content.length; start += cluster) {
                int end = Math.min(start + cluster, content.length);
                for (int at = start; at < end; at += MESSAGE) {
                    int length = encrypt(content, at, Math.min(MESSAGE, end - at));
                    channel.write(ByteBuffer.wrap(to, 0, length));
                    messages.add(new Message(position, length, nonce));
                    position += length;
                }
                channel.force(false);
            }
        }
        return content.length;
    }

    /** Reads what {@link #write} wrote. */
    long read() throws IOException, GeneralSecurityException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, 0, Long.MAX_VALUE);
        }
    }

    /** Opens the file anew and reads as many bytes or a little more, from the first message at {@code offset} on. */
    long range(long offset, long bytes) throws IOException, GeneralSecurityException {
        int first = 0;
        while (messages.get(first).position() < offset) {
            first++;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, first, bytes);
        }
    }

    private long read(FileChannel channel, int first, long bytes) throws IOException, GeneralSecurityException {
        long done = 0;
        for (int i = first; i < messages.size() && done < bytes; i++) {
            Message message = messages.get(i);
            ByteBuffer buffer = ByteBuffer.wrap(from, 0, message.length());
            channel.read(buffer, message.position());
            if (buffer.hasRemaining()) {
                throw new EOFException(file + " is cut off");
            }
            done += decrypt(message.nonce(), message.length());
        }
        return done;
    }

    private int decrypt(long used, int length) throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, parameters(used));
        return cipher.doFinal(from, 0, length, to, 0);
    }

    private int encrypt(byte[] content, int offset, int length) throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, key, parameters(++nonce));
        int in = offset;
        int out = 0;
        int end = offset + length;
        for (; end - in > SLICE; in += SLICE) {
            out += cipher.update(content, in, SLICE, to, out);
        }
        return out + cipher.doFinal(content, in, end - in, to, out);
    }

    private static GCMParameterSpec parameters(long nonce) {
        return new GCMParameterSpec(
                TAG * 8, ByteBuffer.allocate(12).putLong(4, nonce).array());
    }
}
