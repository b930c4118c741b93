package dev.slipway.local.stage;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a stage listens, and under which names it is known.
 *
 * @param host as the user named it
 * @param port the port that was taken
 */
record StageAddress(String host, int port) {

    private static final int HTTP_PORT = 80;

    /** Whether only this machine can reach it. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** The link for people and programs on this machine. */
    URI url() {
        return URI.create("http://" + (isAny() ? "127.0.0.1" : bracketed(host)) + ":" + port);
    }

    private boolean isAny() {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** The Host headers under which it is known. */
    Set<String> hosts() {
        Set<String> names = new HashSet<>(Set.of("127.0.0.1", "localhost", "[::1]"));
        if (isAny()) {
            names.addAll(machineAddresses());
        } else {
            names.add(bracketed(host).toLowerCase(Locale.ROOT));
        }
        Set<String> hosts = new HashSet<>();
        for (String name : names) {
            hosts.add(name + ":" + port);
            if (port == HTTP_PORT) {
                hosts.add(name);
            }
        }
        return hosts;
    }

    private static Set<String> machineAddresses() {
        Set<String> addresses = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> addresses.add(bracketed(withoutZone(address.getHostAddress()))));
        } catch (SocketException _) {
            // then only the names above are known
        }
        return addresses;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    private static String bracketed(String address) {
        return address.indexOf(':') >= 0 && !address.startsWith("[") ? "[" + address + "]" : address;
    }
}
