package org.sightline.tls.internal;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names and addresses under which this machine is called. */
final class HostNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F]*:[0-9a-fA-F:.]*");
    private static final int MAX_ADDRESSES = 50;

    private final List<String> all;

    HostNames(List<String> all) {
        this.all = List.copyOf(all);
    }

    List<String> all() {
        return all;
    }

    static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches();
    }

    /** {@code localhost}, the machine's name, and its addresses. */
    static HostNames ofThisMachine() {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
        machineName(names);
        addresses().stream()
                .filter(address -> !names.contains(address))
                .limit(MAX_ADDRESSES)
                .forEach(names::add);
        return new HostNames(names);
    }

    private static void machineName(List<String> names) {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            if (NAME.matcher(name).matches() && !names.contains(name)) {
                names.add(name);
            }
        } catch (UnknownHostException e) { // a machine whose name does not resolve cannot be called by it
            return;
        }
    }

    private static Set<String> addresses() {
        Set<String> addresses = new TreeSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                    .forEach(addresses::add);
        } catch (SocketException e) { // localhost still works
            return addresses;
        }
        return addresses;
    }
}
