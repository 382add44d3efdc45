package org.sightline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.sightline.storage.StorageException;

/** Recordings on their way into a region, to another one, and to whoever watches them. */
final class StorageBench {

    List<Measurement> run() throws IOException, InterruptedException, GeneralSecurityException, StorageException {
        Path archive = Path.of(System.getProperty("sightline.archive", ""));
        if (!Files.isRegularFile(archive)) {
            throw new IllegalArgumentException("there is no distribution at " + archive);
        }
        List<Measurement> results = new ArrayList<>();
        try (FileIngestBench ingest = new FileIngestBench()) {
            results.addAll(ingest.run());
        }
        results.addAll(wholePlatform(archive));
        return results;
    }

    private static List<Measurement> wholePlatform(Path archive)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<Measurement> results = new ArrayList<>();
        try (PlatformPeer platform = new PlatformPeer(archive)) {
            platform.signIn();
            Library library = new Library(platform);
            library.fill();
            Library.Take take = library.longest();
            try (SeekBench seeks = new SeekBench(library.ranges(take))) {
                results.addAll(seeks.run("files", library.ranges(take)));
            }
        }
        return results;
    }
}
