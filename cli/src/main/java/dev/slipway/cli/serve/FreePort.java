package dev.slipway.cli.serve;

import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/** Whether a port can be had, asked before anything is done that takes its time. The process that serves takes it. */
final class FreePort {

    private FreePort() {}

    /**
     * Takes the port and gives it back.
     *
     * @throws ProblemsException where it cannot be had
     */
    static void demand(String host, int port) {
        try (ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException _) {
            throw new ProblemsException(new Problem(
                    "--host", "\"" + host + "\" is not known here", "an address of this machine", "try 127.0.0.1"));
        } catch (IOException e) {
            throw new ProblemsException(new Problem(
                    "--port " + port,
                    "cannot listen at " + host + ":" + port + " (" + e.getMessage() + ")",
                    "",
                    "stop who listens there, name another port, or take a free one with --port 0"));
        }
    }
}
