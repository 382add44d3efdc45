package org.sightline.storage.sftp.internal;

import java.nio.file.Path;

final class OpenSshStorageBackendTest extends SftpBackendContract {
    @Override
    TestServer startServer(Path home) throws Exception {
        return new OpenSshServer(home);
    }
}
