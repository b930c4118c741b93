package dev.slipway.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The counts that other tests trust do see whatever is tried. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has network namespaces")
class NetworkCountsIT {

    @Test
    void whatStaysInsideIsCountedAsThat() {
        NetworkCounts counts = NetworkNamespace.run(Tries.class, "inside", "inside");

        assertThat(counts).isEqualTo(new NetworkCounts(2, 2, 0, 0, 0));
        assertThat(counts.stayedInside()).isTrue();
    }

    @Test
    void everyWayOutIsCounted() {
        assertThat(NetworkNamespace.run(Tries.class, "169.254.169.254", "2001:db8::1"))
                .isEqualTo(new NetworkCounts(0, 0, 0, 0, 2))
                .matches(counts -> !counts.stayedInside());
        assertThat(NetworkNamespace.run(Tries.class, "datagram"))
                .isEqualTo(new NetworkCounts(0, 0, 0, 0, 1))
                .matches(counts -> !counts.stayedInside());
        assertThat(NetworkNamespace.run(Tries.class, "nobody")).matches(counts -> counts.refused() == 1);
    }

    /** Tries what it is told, and prints what the kernel counted. */
    static final class Tries {
        private static final int PORT = 80;

        private Tries() {}

        public static void main(String[] arguments) throws IOException {
            for (String what : arguments) {
                attempt(what);
            }
            System.out.println(NetworkCounts.read());
        }

        private static void attempt(String what) throws IOException {
            switch (what) {
                case "inside" -> {
                    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                            Socket _ = new Socket(server.getInetAddress(), server.getLocalPort());
                            Socket _ = server.accept()) {
                        // both ends are there
                    }
                }
                case "nobody" -> connect(InetAddress.getLoopbackAddress());
                case "datagram" -> send();
                default -> connect(InetAddress.getByName(what));
            }
        }

        private static void connect(InetAddress address) throws IOException {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, PORT));
                throw new IllegalStateException("somebody is at " + address);
            } catch (SocketException _) {
                // as it must be
            }
        }

        private static void send() throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName("192.0.2.1"), PORT));
                throw new IllegalStateException("a route leads there");
            } catch (SocketException _) {
                // as it must be
            }
        }
    }
}
