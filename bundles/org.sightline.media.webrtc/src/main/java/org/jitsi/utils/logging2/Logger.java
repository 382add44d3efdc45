package org.jitsi.utils.logging2;

import java.util.function.Supplier;

/** What jitsi-srtp logs through. */
public interface Logger {

    Logger createChildLogger(String name);

    void debug(Supplier<String> message);

    void info(Object message);

    void info(Supplier<String> message);

    void warn(Object message);

    void warn(Supplier<String> message);

    void warn(Object message, Throwable cause);

    void error(Supplier<String> message);
}
