package org.sightline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        try (S3Server server = new S3Server()) {
            try (S3IngestBench ingest = new S3IngestBench(server)) {
                results.addAll(ingest.run());
            }
            results.addAll(wholePlatform(archive, server));
        }
        return results;
    }

    private static List<Measurement> wholePlatform(Path archive, S3Server server)
            throws IOException, InterruptedException, GeneralSecurityException, StorageException {
        PlatformPeer.Setup setup = new PlatformPeer.Setup(
                List.of("sightline-storage-s3"),
                Map.of(
                        "org.sightline.storage.s3-" + MoveBench.REGION + ".cfg",
                        server.configuration("bench-s3", MoveBench.REGION)));
        List<Measurement> results = new ArrayList<>();
        try (PlatformPeer platform = new PlatformPeer(archive, setup)) {
            platform.signIn();
            Library library = new Library(platform);
            library.fill();
            RangeClient take = library.longest();
            try (SeekBench seeks = new SeekBench(take, platform.pid());
                    MoveBench moves = new MoveBench(platform, server)) {
                results.addAll(seeks.run("files"));
                results.addAll(moves.run());
                results.addAll(seeks.run("S3"));
            }
        }
        return results;
    }
}
