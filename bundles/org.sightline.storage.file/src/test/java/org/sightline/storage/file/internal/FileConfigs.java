package org.sightline.storage.file.internal;

import java.lang.annotation.Annotation;

/** Configurations as Declarative Services would make them. */
final class FileConfigs {
    private FileConfigs() {}

    static FileStorageBackend.Config of(
            String name, String region, String directory, long minFreeMegabytes, long capacityMegabytes) {
        return new FileStorageBackend.Config() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String region() {
                return region;
            }

            @Override
            public String directory() {
                return directory;
            }

            @Override
            public long minFreeMegabytes() {
                return minFreeMegabytes;
            }

            @Override
            public long capacityMegabytes() {
                return capacityMegabytes;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return FileStorageBackend.Config.class;
            }
        };
    }
}
