package org.sightline.keys.aws.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How AWS KMS is reached, and for which regions. */
@ObjectClassDefinition(name = "%aws.name", description = "%aws.description", localization = "OSGI-INF/l10n/aws")
@interface Config {
    @AttributeDefinition(name = "%regions.name", description = "%regions.description")
    String[] regions() default {};

    @AttributeDefinition(name = "%prefix.name", description = "%prefix.description")
    String prefix() default "sightline";

    @AttributeDefinition(name = "%endpoint.name", description = "%endpoint.description", required = false)
    String endpoint() default "";

    @AttributeDefinition(name = "%accessKeyId.name", description = "%accessKeyId.description", required = false)
    String accessKeyId() default "";

    @AttributeDefinition(
            name = "%secretAccessKey.name",
            description = "%secretAccessKey.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _secretAccessKey() default "";

    @AttributeDefinition(name = "%deletionDays.name", description = "%deletionDays.description")
    int deletionDays() default 7;

    @AttributeDefinition(name = "%connectSeconds.name", description = "%connectSeconds.description")
    int connectSeconds() default 3;

    @AttributeDefinition(name = "%readSeconds.name", description = "%readSeconds.description")
    int readSeconds() default 5;

    @AttributeDefinition(name = "%callSeconds.name", description = "%callSeconds.description")
    int callSeconds() default 15;

    @AttributeDefinition(name = "%maxRetries.name", description = "%maxRetries.description")
    int maxRetries() default 3;
}
