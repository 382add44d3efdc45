package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.sightline.storage.StorageException;

/** What works on one server together. */
record Server(Settings settings, Failures failures, Connections connections, Requests requests, Layout layout) {
    static Server of(Settings settings) {
        Failures failures = new Failures(settings);
        Connections connections = new Connections(settings, failures);
        return new Server(settings, failures, connections, new Requests(connections, failures), new Layout(settings));
    }

    Stream<Listing.Entry> list(String prefix) throws StorageException {
        return requests
                .open("list objects", connection -> {
                    requireRoot(connection.sftp());
                    Listing listing = new Listing(requests, connections, connection, layout.root(), prefix);
                    listing.start();
                    return listing;
                })
                .stream();
    }

    /** A disk that is not mounted must not look like one without objects. */
    void requireRoot(PipelinedClient sftp) throws IOException, StorageException {
        if (sftp.find(layout.root()).get(0).filter(Attributes::isDirectory).isEmpty()) {
            throw failures.yourSettings("there is no directory " + layout.root() + " on the server", "directory", null);
        }
    }
}
