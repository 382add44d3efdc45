package org.sightline.media.sfu.internal;

import java.lang.annotation.Annotation;

/** A configuration on loopback with free ports. */
record TestConfig(
        int port,
        int tcpPort,
        String bindAddress,
        String announcedAddresses,
        int ioThreads,
        int maxRooms,
        int maxParticipantsPerRoom)
        implements SfuMediaEngine.Config {

    TestConfig() {
        this(0, -1, "127.0.0.1", "", 2, 10, 8);
    }

    TestConfig withMaxRooms(int rooms) {
        return new TestConfig(port, tcpPort, bindAddress, announcedAddresses, ioThreads, rooms, maxParticipantsPerRoom);
    }

    TestConfig withMaxParticipants(int participants) {
        return new TestConfig(port, tcpPort, bindAddress, announcedAddresses, ioThreads, maxRooms, participants);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return SfuMediaEngine.Config.class;
    }
}
