package org.jitsi.utils;

/** Refuses native libraries: the JDK's own AES is as fast once warm, and a bundle without natives can be replaced live. */
public final class JNIUtils {
    private JNIUtils() {}

    public static void loadLibrary(String name, ClassLoader loader) {
        throw new UnsatisfiedLinkError(name);
    }

    public static <T> void loadLibrary(String name, Class<T> owner) {
        throw new UnsatisfiedLinkError(name);
    }
}
