package org.sightline.tenancy.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the machine, PID {@value #PID}. */
@ObjectClassDefinition(
        name = "%tenancy.name",
        description = "%tenancy.description",
        localization = "OSGI-INF/l10n/tenancy")
@interface TenancyConfig {
    String PID = "org.sightline.tenancy";

    @AttributeDefinition(name = "%firstWorkspace.name", description = "%firstWorkspace.description")
    String firstWorkspace() default "main";

    @AttributeDefinition(
            name = "%firstWorkspaceDisplayName.name",
            description = "%firstWorkspaceDisplayName.description")
    String firstWorkspaceDisplayName() default "Main";

    @AttributeDefinition(name = "%firstAdministrator.name", description = "%firstAdministrator.description")
    String firstAdministrator() default "admin";

    @AttributeDefinition(name = "%region.name", description = "%region.description")
    String region() default "ca-central-1";

    @AttributeDefinition(name = "%idleMinutes.name", description = "%idleMinutes.description", min = "1", max = "1440")
    int idleMinutes() default 30;

    @AttributeDefinition(
            name = "%absoluteHours.name",
            description = "%absoluteHours.description",
            min = "1",
            max = "168")
    int absoluteHours() default 12;
}
