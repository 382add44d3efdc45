package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;

/** Keeps the objects of a region in a directory of an SFTP server. */
@Component(
        configurationPid = SftpStorageBackend.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = Config.class, factory = true)
public final class SftpStorageBackend implements StorageBackend {
    static final String PID = "org.sightline.storage.sftp";

    private final Server server;
    private final Room room;
    private final Publishing publishing;
    private final Housekeeping housekeeping;

    @Activate
    public SftpStorageBackend(Config config, Map<String, Object> properties) {
        this(config, String.valueOf(properties.getOrDefault("service.pid", PID)));
    }

    SftpStorageBackend(Config config, String configuration) {
        this.server = Server.of(new Settings(config, configuration));
        this.room = new Room(server.settings(), server.failures());
        this.publishing = new Publishing(server.settings(), server.failures(), server.layout());
        this.housekeeping = new Housekeeping(server, room);
        housekeeping.start();
    }

    @Deactivate
    public void stop() {
        housekeeping.stop();
        server.connections().close();
    }

    @Override
    public String name() {
        return server.settings().name();
    }

    @Override
    public String region() {
        return server.settings().region();
    }

    @Override
    public Health health() {
        return housekeeping.health();
    }

    @FunctionalInterface
    private interface Operation<T> {
        T run() throws StorageException;
    }

    private <T> T watched(Operation<T> operation) throws StorageException {
        try {
            return operation.run();
        } catch (StorageException e) {
            housekeeping.doubt(e);
            throw e;
        }
    }

    @Override
    public void put(ObjectKey key, InputStream bytes, long length) throws StorageException {
        room.require(length);
        watched(() -> {
            new Upload(server, publishing, housekeeping::remove, key, bytes, length).run();
            return null;
        });
        room.add(length);
    }

    @Override
    public InputStream read(ObjectKey key, long offset, long length) throws StorageException {
        return watched(() -> server.requests().open("read " + key.path(), connection -> {
            PipelinedClient sftp = connection.sftp();
            Attributes object = server.layout().look(sftp, key).object().orElseThrow(() -> Failures.notFound(key));
            if (object.getSize() - offset < length) {
                throw new StorageException(Reason.CORRUPT, "the object " + key.path() + " is shorter than it was");
            }
            RangeStream stream = new RangeStream(
                    server.requests(), server.connections(), connection, open(sftp, key), offset, length);
            stream.start();
            return stream;
        }));
    }

    private CloseableHandle open(PipelinedClient sftp, ObjectKey key) throws IOException, StorageException {
        try {
            return sftp.open(server.layout().file(key), OpenMode.Read);
        } catch (SftpException e) {
            if (PipelinedClient.isAbsence(e)) { // deleted meanwhile
                throw Failures.notFound(key);
            }
            throw e;
        }
    }

    @Override
    public Optional<Long> length(ObjectKey key) throws StorageException {
        return watched(() -> server.requests().run("look for " + key.path(), sftp -> find(sftp, key)))
                .map(Attributes::getSize);
    }

    private Optional<Attributes> find(PipelinedClient sftp, ObjectKey key) throws IOException, StorageException {
        Optional<Attributes> object = server.layout().look(sftp, key).object();
        if (object.isEmpty()) {
            server.requireRoot(sftp);
        }
        return object;
    }

    @Override
    public boolean delete(ObjectKey key) throws StorageException {
        Optional<Long> deleted = watched(() -> server.requests().run("delete " + key.path(), sftp -> {
            Optional<Long> length = find(sftp, key).map(Attributes::getSize);
            return length.isPresent() && server.layout().remove(sftp, key) ? length : Optional.<Long>empty();
        }));
        deleted.ifPresent(length -> room.add(-length));
        return deleted.isPresent();
    }

    @Override
    public Stream<ObjectKey> list(String prefix) throws StorageException {
        return watched(() -> server.list(prefix)).map(Listing.Entry::key);
    }
}
