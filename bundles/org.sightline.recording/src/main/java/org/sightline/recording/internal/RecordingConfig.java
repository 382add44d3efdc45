package org.sightline.recording.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of recording. */
@ObjectClassDefinition(
        name = "%recording.name",
        description = "%recording.description",
        localization = "OSGI-INF/l10n/recording")
public @interface RecordingConfig {
    String PID = "org.sightline.recording";

    @AttributeDefinition(name = "%spool.name", description = "%spool.description")
    String spool() default "";

    @AttributeDefinition(name = "%minFreeMegabytes.name", description = "%minFreeMegabytes.description", min = "16")
    int minFreeMegabytes() default 256;

    @AttributeDefinition(name = "%writerThreads.name", description = "%writerThreads.description", min = "1")
    int writerThreads() default 2;

    @AttributeDefinition(name = "%queueMegabytes.name", description = "%queueMegabytes.description", min = "1")
    int queueMegabytes() default 64;
}
