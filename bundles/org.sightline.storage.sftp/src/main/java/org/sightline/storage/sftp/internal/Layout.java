package org.sightline.storage.sftp.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpException;
import org.sightline.storage.ObjectKey;

/**
 * Where objects lie on the server, like in a directory of file storage: {@code region/workspace/group/name}, and incomplete
 * ones in {@code region/.incoming}. Symbolic links below the region's directory are never followed.
 */
final class Layout {
    private final String directory;
    private final String root;

    Layout(Settings settings) {
        directory = settings.directory();
        root = directory + "/" + settings.region();
    }

    /** The region's directory. */
    String root() {
        return root;
    }

    String incoming() {
        return root + "/.incoming";
    }

    String freshPart() {
        return incoming() + "/" + UUID.randomUUID() + ".part";
    }

    String workspace(ObjectKey key) {
        return root + "/" + key.workspace().value();
    }

    String group(ObjectKey key) {
        return workspace(key) + "/" + key.group();
    }

    String file(ObjectKey key) {
        return group(key) + "/" + key.name();
    }

    /** Creates the region's directory if it is missing, but not the one of the configuration: it could be a disk's. */
    void prepare(PipelinedClient sftp) throws IOException {
        if (isDirectory(sftp.find(incoming()).get(0))) {
            return;
        }
        sftp.createDirectory(root);
        sftp.createDirectory(incoming());
        sftp.syncDirectory(root);
        sftp.syncDirectory(directory.isEmpty() ? "/" : directory);
    }

    private static boolean isDirectory(Optional<Attributes> found) {
        return found.filter(Attributes::isDirectory).isPresent();
    }

    /**
     * What lies at an object's place.
     *
     * @param blocked whether something else than a directory is on the way to it, for example a symbolic link
     */
    record Place(boolean blocked, Optional<Attributes> taken) {
        /** The object's attributes if there is one. */
        Optional<Attributes> object() {
            return taken.filter(Attributes::isRegularFile);
        }
    }

    Place look(PipelinedClient sftp, ObjectKey key) throws IOException {
        List<Optional<Attributes>> way = sftp.find(workspace(key), group(key), file(key));
        boolean blocked = way.subList(0, 2).stream().flatMap(Optional::stream).anyMatch(found -> !found.isDirectory());
        return new Place(blocked, blocked ? Optional.empty() : way.get(2));
    }

    /** Creates the directories above an object. */
    void prepareGroup(PipelinedClient sftp, ObjectKey key) throws IOException {
        sftp.createDirectory(workspace(key));
        sftp.createDirectory(group(key));
        sftp.syncDirectory(root);
        sftp.syncDirectory(workspace(key));
    }

    /**
     * Removes an object and the directories that are empty then.
     *
     * @return false if it was not there any more
     */
    boolean remove(PipelinedClient sftp, ObjectKey key) throws IOException {
        try {
            sftp.remove(file(key));
        } catch (SftpException e) {
            if (PipelinedClient.isAbsence(e)) {
                return false;
            }
            throw e;
        }
        sftp.syncDirectory(group(key));
        try {
            sftp.rmdir(group(key));
            sftp.syncDirectory(workspace(key));
            sftp.rmdir(workspace(key));
            sftp.syncDirectory(root);
        } catch (SftpException e) { // not empty, or in use again
            return true;
        }
        return true;
    }
}
