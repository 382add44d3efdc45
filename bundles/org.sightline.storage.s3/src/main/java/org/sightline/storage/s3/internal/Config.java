package org.sightline.storage.s3.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** One bucket (or a part of it) that keeps the objects of one region. */
@ObjectClassDefinition(name = "%s3.name", description = "%s3.description", localization = "OSGI-INF/l10n/s3")
@interface Config {
    @AttributeDefinition(name = "%name.name", description = "%name.description")
    String name();

    @AttributeDefinition(name = "%region.name", description = "%region.description")
    String region();

    @AttributeDefinition(name = "%endpoint.name", description = "%endpoint.description", required = false)
    String endpoint() default "";

    @AttributeDefinition(name = "%signingRegion.name", description = "%signingRegion.description", required = false)
    String signingRegion() default "";

    @AttributeDefinition(name = "%bucket.name", description = "%bucket.description")
    String bucket();

    @AttributeDefinition(name = "%prefix.name", description = "%prefix.description", required = false)
    String prefix() default "";

    @AttributeDefinition(name = "%pathStyle.name", description = "%pathStyle.description")
    boolean pathStyle() default false;

    @AttributeDefinition(name = "%accessKeyId.name", description = "%accessKeyId.description", required = false)
    String accessKeyId() default "";

    @AttributeDefinition(
            name = "%secretAccessKey.name",
            description = "%secretAccessKey.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _secretAccessKey() default "";

    @AttributeDefinition(
            name = "%sse.name",
            description = "%sse.description",
            options = {
                @Option(label = "%sse.none", value = "none"),
                @Option(label = "SSE-S3", value = "SSE-S3"),
                @Option(label = "SSE-KMS", value = "SSE-KMS")
            })
    String sse() default "none";

    @AttributeDefinition(name = "%kmsKeyId.name", description = "%kmsKeyId.description", required = false)
    String kmsKeyId() default "";

    @AttributeDefinition(name = "%trust.name", description = "%trust.description", required = false)
    String trust() default "";

    @AttributeDefinition(name = "%partMegabytes.name", description = "%partMegabytes.description")
    int partMegabytes() default 8;

    @AttributeDefinition(name = "%parts.name", description = "%parts.description")
    int parts() default 4;

    @AttributeDefinition(name = "%connectSeconds.name", description = "%connectSeconds.description")
    int connectSeconds() default 3;

    @AttributeDefinition(name = "%readSeconds.name", description = "%readSeconds.description")
    int readSeconds() default 10;

    @AttributeDefinition(name = "%maxRetries.name", description = "%maxRetries.description")
    int maxRetries() default 3;

    @AttributeDefinition(name = "%maxConnections.name", description = "%maxConnections.description")
    int maxConnections() default 50;

    @AttributeDefinition(name = "%capacityMegabytes.name", description = "%capacityMegabytes.description")
    long capacityMegabytes() default 0;

    @AttributeDefinition(name = "%healthSeconds.name", description = "%healthSeconds.description")
    int healthSeconds() default 20;
}
