package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.RecordingConfig;
import org.sightline.recording.internal.sealed.Directories;
import org.sightline.tenancy.WorkspaceId;

/** The folder in which recordings lie, sealed, until they are in their region: {@code workspace/recording/take-1.slr}. */
@Component(service = Spool.class, configurationPid = RecordingConfig.PID)
@Designate(ocd = RecordingConfig.class)
public final class Spool {
    private static final long MEGABYTE = 1024L * 1024;

    /** A recording's folder. */
    public record Entry(WorkspaceId workspace, RecordingId recording) {}

    /** The bytes that can still be written to the spool's disk. */
    @FunctionalInterface
    public interface Room {
        long usable() throws IOException;
    }

    private final Path root;
    private final Path scratch;
    private final long minFree;
    private final Room room;

    @Activate
    public Spool(RecordingConfig config) throws IOException {
        this(root(config.spool()), minFree(config.minFreeMegabytes()));
    }

    private Spool(Path root, long minFree) throws IOException {
        this(root, minFree, () -> Files.getFileStore(root).getUsableSpace());
    }

    /** @param minFree bytes that must stay free */
    public Spool(Path root, long minFree, Room room) throws IOException {
        this.root = Files.createDirectories(root);
        this.minFree = minFree;
        this.room = room;
        scratch = Files.createDirectories(root.resolve("scratch"));
        for (Path left : children(scratch)) {
            Files.deleteIfExists(left);
        }
    }

    private static Path root(String configured) {
        return configured.isBlank()
                ? Path.of(System.getProperty("karaf.data", "data"), "sightline", "spool")
                : Path.of(configured);
    }

    private static long minFree(int megabytes) {
        if (megabytes < 16) {
            throw new IllegalArgumentException(RecordingConfig.PID + ": minFreeMegabytes must be at least 16");
        }
        return megabytes * MEGABYTE;
    }

    /** Whether there is room to go on. */
    public boolean hasRoom() {
        try {
            return room.usable() >= minFree;
        } catch (IOException e) {
            return false;
        }
    }

    public Path folder(WorkspaceId workspace, RecordingId recording) {
        return root.resolve(workspace.value()).resolve(recording.value());
    }

    public Path take(WorkspaceId workspace, RecordingId recording, int number) {
        return folder(workspace, recording).resolve(takeName(number));
    }

    /** The name of a take's file here and of its object in the region. */
    public static String takeName(int number) {
        return "take-" + number + ".slr";
    }

    /** An empty file for what is about to be stored; whoever asks removes it, or the next start does. */
    Path scratch() throws IOException {
        return Files.createTempFile(scratch, "key-", ".json");
    }

    /** Makes a recording's folder, durably, with its sidecar. */
    public void claim(Recording recording) throws IOException {
        Path folder = Files.createDirectories(folder(recording.workspace(), recording.id()));
        KeySidecar.write(folder.resolve(KeySidecar.SPOOL_NAME), KeySidecar.content(recording));
        Directories.sync(folder);
        Directories.sync(folder.getParent());
        Directories.sync(root);
    }

    /** The recordings that have a folder. */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path workspace : children(root)) {
            for (Path recording : children(workspace)) {
                try {
                    entries.add(new Entry(
                            new WorkspaceId(workspace.getFileName().toString()),
                            new RecordingId(recording.getFileName().toString())));
                } catch (IllegalArgumentException e) {
                    continue; // not a folder of ours
                }
            }
        }
        return entries;
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    /** Whether anything recorded lies in the folder. */
    public boolean holdsTakes(Entry entry) throws IOException {
        return children(folder(entry.workspace(), entry.recording())).stream()
                .anyMatch(file -> file.toString().endsWith(".slr"));
    }

    /** Removes a recording's folder. */
    public void delete(WorkspaceId workspace, RecordingId recording) throws IOException {
        Path folder = folder(workspace, recording);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
