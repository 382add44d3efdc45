package org.sightline.recording.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the background checks: apart from those of recording, so that a change of them ends no recording. */
@ObjectClassDefinition(
        name = "%checks.name",
        description = "%checks.description",
        localization = "OSGI-INF/l10n/checks")
public @interface ChecksConfig {
    String PID = "org.sightline.recording.checks";

    @AttributeDefinition(name = "%bytesPerSecond.name", description = "%bytesPerSecond.description", min = "0")
    long bytesPerSecond() default 4_000_000;

    @AttributeDefinition(name = "%everyDays.name", description = "%everyDays.description", min = "0")
    int everyDays() default 30;
}
