package org.sightline.media.sfu.internal;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;
import org.sightline.media.spi.MediaEngine;
import org.sightline.media.webrtc.dtls.DtlsIdentity;
import org.sightline.media.webrtc.sdp.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded engine: relays in plain Java, needs nothing else. */
@Component(immediate = true, configurationPid = "org.sightline.media.sfu")
@Designate(ocd = SfuMediaEngine.Config.class)
public final class SfuMediaEngine implements MediaEngine {
    static final String NAME = "sfu";

    private static final Logger LOG = LoggerFactory.getLogger(SfuMediaEngine.class);
    private static final int MAX_HANDSHAKES = 64;

    @ObjectClassDefinition(name = "%sfu.name", description = "%sfu.description", localization = "OSGI-INF/l10n/sfu")
    @interface Config {
        @AttributeDefinition(name = "%port.name", description = "%port.description")
        int port() default 10000;

        @AttributeDefinition(name = "%tcpPort.name", description = "%tcpPort.description")
        int tcpPort() default 10000;

        @AttributeDefinition(name = "%bindAddress.name", description = "%bindAddress.description")
        String bindAddress() default "0.0.0.0";

        @AttributeDefinition(name = "%announcedAddresses.name", description = "%announcedAddresses.description")
        String announcedAddresses() default "";

        @AttributeDefinition(name = "%ioThreads.name", description = "%ioThreads.description")
        int ioThreads() default 0;

        @AttributeDefinition(name = "%maxRooms.name", description = "%maxRooms.description")
        int maxRooms() default 1000;

        @AttributeDefinition(name = "%maxParticipantsPerRoom.name", description = "%maxParticipantsPerRoom.description")
        int maxParticipantsPerRoom() default 8;
    }

    private final Settings settings;
    private final Map<String, SfuRoom> rooms = new ConcurrentHashMap<>();
    private final Switchboard switchboard = new Switchboard();
    private final Events events = new Events();
    private final ExecutorService handshakes = new ThreadPoolExecutor(
            0, MAX_HANDSHAKES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.named("dtls"));
    private final UdpPort udp;
    private final TcpPort tcp;
    private final Ticker ticker;
    private final SelfTest selfTest;
    private final Engine engine;
    private volatile boolean stopped;

    @Activate
    public SfuMediaEngine(Config config) throws IOException {
        settings = Settings.of(config);
        udp = openUdp();
        tcp = openTcp();
        engine = new Engine(new SecureRandom(), DtlsIdentity.generate(), switchboard, handshakes, events, candidates());
        ticker = new Ticker(rooms.values());
        selfTest = new SelfTest();
        udp.start();
        tcp.start();
        ticker.start();
        selfTest.start();
        LOG.info("media engine listens on UDP port {}, TCP port {}", udp.port(), tcp.port());
    }

    private UdpPort openUdp() throws IOException {
        try {
            return new UdpPort(settings.bind(), settings.port(), settings.ioThreads(), switchboard);
        } catch (IOException e) {
            abandon();
            throw new IOException("port: cannot listen on UDP port " + settings.port(), e);
        }
    }

    private TcpPort openTcp() throws IOException {
        try {
            return new TcpPort(settings.bind(), settings.tcpPort(), switchboard);
        } catch (IOException e) {
            udp.close();
            abandon();
            throw new IOException("tcpPort: cannot listen on TCP port " + settings.tcpPort(), e);
        }
    }

    private void abandon() {
        Threads.abort(handshakes);
        events.close();
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < settings.announced().size(); i++) {
            candidates.add(Candidate.udpHost(settings.announced().get(i), udp.port(), i));
        }
        for (int i = 0; i < settings.announced().size() && tcp.port() > 0; i++) {
            candidates.add(Candidate.tcpPassiveHost(settings.announced().get(i), tcp.port(), i));
        }
        return List.copyOf(candidates);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        if (!SfuRoom.isId(id)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("the room's id is malformed"));
        }
        if (stopped || rooms.size() >= settings.maxRooms()) {
            return CompletableFuture.failedFuture(new MediaException(
                    Reason.UNAVAILABLE, stopped ? "the engine has stopped" : "the engine has no room left"));
        }
        SfuRoom room = new SfuRoom(
                id, engine, listener, settings.maxParticipantsPerRoom(), closed -> rooms.remove(id, closed));
        if (rooms.putIfAbsent(id, room) != null) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("a room with this id is open"));
        }
        return CompletableFuture.completedFuture(room);
    }

    @Override
    public Health health() {
        int participants = rooms.values().stream().mapToInt(SfuRoom::size).sum();
        boolean ready = !stopped && selfTest.passed() && rooms.size() < settings.maxRooms();
        String message = "UDP port " + udp.port() + ", TCP port " + (tcp.port() > 0 ? tcp.port() : "off") + ", "
                + switchboard.rejected() + " datagrams rejected, " + switchboard.notSent() + " not sent; "
                + selfTest.message();
        return new Health(ready, rooms.size(), participants, message);
    }

    @Deactivate
    public void stop() {
        stopped = true;
        MediaException cause = new MediaException(Reason.ENGINE_LOST, "the media engine stops");
        List.copyOf(rooms.values()).forEach(room -> room.lose(cause));
        ticker.close();
        selfTest.close();
        Threads.abort(handshakes);
        tcp.close();
        udp.close();
        events.close();
        LOG.info("media engine has stopped");
    }
}
