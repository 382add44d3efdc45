package org.sightline.media.sfu.internal;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The engine's configuration, checked.
 *
 * @param port 0 takes any free port
 * @param tcpPort 0 switches TCP off, -1 takes any free port
 * @param announced the addresses in the candidates
 */
record Settings(
        int port,
        int tcpPort,
        InetAddress bind,
        List<String> announced,
        int ioThreads,
        int maxRooms,
        int maxParticipantsPerRoom) {
    private static final int MAX_THREADS = 64;

    static Settings of(SfuMediaEngine.Config config) {
        InetAddress bind = literal("bindAddress", config.bindAddress().strip());
        int threads = within("ioThreads", config.ioThreads(), 0, MAX_THREADS);
        return new Settings(
                within("port", config.port(), 0, 65535),
                within("tcpPort", config.tcpPort(), -1, 65535),
                bind,
                announced(config.announcedAddresses(), bind),
                threads == 0 ? Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()) : threads,
                within("maxRooms", config.maxRooms(), 1, 100_000),
                within("maxParticipantsPerRoom", config.maxParticipantsPerRoom(), 2, 32));
    }

    private static List<String> announced(String configured, InetAddress bind) {
        List<String> addresses = new ArrayList<>();
        for (String address : configured.split(",")) {
            if (!address.isBlank()) {
                addresses.add(literal("announcedAddresses", address.strip()).getHostAddress());
            }
        }
        if (addresses.isEmpty()) {
            addresses.addAll(bind.isAnyLocalAddress() ? ownAddresses() : List.of(bind.getHostAddress()));
        }
        return List.copyOf(addresses);
    }

    /** The machine's IPv4 addresses; the loopback address only if there is no other. */
    private static List<String> ownAddresses() {
        List<String> addresses = new ArrayList<>();
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp() && !network.isLoopback()) {
                    for (InetAddress address : Collections.list(network.getInetAddresses())) {
                        if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
                            addresses.add(address.getHostAddress());
                        }
                    }
                }
            }
        } catch (SocketException e) {
            throw new IllegalStateException("cannot list this machine's addresses; set announcedAddresses", e);
        }
        return addresses.isEmpty() ? List.of("127.0.0.1") : addresses;
    }

    private static InetAddress literal(String key, String text) {
        if (!text.matches("[0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException(key + ": an IP address is needed, not a name");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(key + ": not an IP address", e);
        }
    }

    private static int within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + ": " + value + " is not from " + min + " to " + max);
        }
        return value;
    }
}
