package org.sightline.persistence.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The database of a single node: a file, and beside it a password that was never anybody's default. */
final class EmbeddedH2 {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private EmbeddedH2() {}

    /** Settings of the database in this directory, which is made, with a new password, if it is not there. */
    static DatabaseSettings in(Path directory, int connections) throws IOException {
        Path absolute = directory.toAbsolutePath();
        Files.createDirectories(absolute, OWNER_ONLY_DIRECTORY);
        // retry: an interrupted thread does not close the file; WRITE_DELAY=0: a commit has been written when it
        // returns. QUERY_CACHE_SIZE: as many statements as there are, or each would be parsed anew.
        String url = "jdbc:h2:retry:" + absolute.resolve("sightline")
                + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;WRITE_DELAY=0;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE=256";
        return new DatabaseSettings(url, "sightline", password(absolute.resolve("password")), connections);
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Path fresh = Files.createTempFile(file.getParent(), "password", ".new", OWNER_ONLY);
            Files.writeString(
                    fresh,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.DSYNC);
            Files.move(fresh, file);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
}
