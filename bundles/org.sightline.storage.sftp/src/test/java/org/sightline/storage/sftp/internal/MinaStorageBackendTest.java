package org.sightline.storage.sftp.internal;

import java.nio.file.Path;

final class MinaStorageBackendTest extends SftpBackendContract {
    @Override
    TestServer startServer(Path home) throws Exception {
        return new MinaServer(home);
    }
}
