package org.sightline.storage.sftp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an administrator sets; {@link Settings} checks it. */
@ObjectClassDefinition(name = "%sftp.name", description = "%sftp.description", localization = "OSGI-INF/l10n/sftp")
@interface Config {
    @AttributeDefinition(name = "%name.name", description = "%name.description")
    String name();

    @AttributeDefinition(name = "%region.name", description = "%region.description")
    String region();

    @AttributeDefinition(name = "%host.name", description = "%host.description")
    String host();

    @AttributeDefinition(name = "%port.name", description = "%port.description")
    int port() default 22;

    @AttributeDefinition(name = "%user.name", description = "%user.description")
    String user();

    @AttributeDefinition(name = "%privateKeyFile.name", description = "%privateKeyFile.description")
    String privateKeyFile() default "";

    @AttributeDefinition(
            name = "%passphrase.name",
            description = "%passphrase.description",
            type = AttributeType.PASSWORD)
    String _passphrase() default "";

    @AttributeDefinition(name = "%password.name", description = "%password.description", type = AttributeType.PASSWORD)
    String _password() default "";

    @AttributeDefinition(name = "%hostKey.name", description = "%hostKey.description")
    String hostKey() default "";

    @AttributeDefinition(name = "%directory.name", description = "%directory.description")
    String directory();

    @AttributeDefinition(name = "%connectSeconds.name", description = "%connectSeconds.description")
    int connectSeconds() default 10;

    @AttributeDefinition(name = "%readSeconds.name", description = "%readSeconds.description")
    int readSeconds() default 30;

    @AttributeDefinition(name = "%keepAliveSeconds.name", description = "%keepAliveSeconds.description")
    int keepAliveSeconds() default 15;

    @AttributeDefinition(name = "%resumeSeconds.name", description = "%resumeSeconds.description")
    int resumeSeconds() default 30;

    @AttributeDefinition(name = "%maxSessions.name", description = "%maxSessions.description")
    int maxSessions() default 4;

    @AttributeDefinition(name = "%capacityMegabytes.name", description = "%capacityMegabytes.description")
    long capacityMegabytes() default 0;
}
