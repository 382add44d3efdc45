package org.sightline.storage.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code org.sightline.storage}. */
@ObjectClassDefinition(
        name = "%storage.name",
        description = "%storage.description",
        localization = "OSGI-INF/l10n/storage")
public @interface StorageConfig {
    String PID = "org.sightline.storage";

    @AttributeDefinition(name = "%patienceSeconds.name", description = "%patienceSeconds.description")
    int patienceSeconds() default 10;

    @AttributeDefinition(name = "%owners.name", description = "%owners.description")
    String[] owners() default {"recordings"};

    @AttributeDefinition(name = "%moveAtOnce.name", description = "%moveAtOnce.description")
    int moveAtOnce() default 4;
}
