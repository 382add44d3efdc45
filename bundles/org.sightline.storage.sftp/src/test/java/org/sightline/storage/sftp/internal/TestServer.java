package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.nio.file.Path;

/** A server that tests run against. */
interface TestServer extends AutoCloseable {

    /** A configuration that works with this server and keeps its objects in the directory. */
    SftpConfigs configuration(Path directory);

    int port();

    /** Of its host key. */
    String fingerprint();

    /** Ends it; connections break off. */
    void stop() throws IOException;

    /** Starts it again on the same port. */
    void restart() throws IOException;

    @Override
    void close() throws IOException;
}
