package dev.slipway.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a server listens, and what it lets clients do.
 *
 * @param host the address to listen at
 * @param port the port; 0 takes a free one
 * @param tls certificate and key, where it speaks TLS
 * @param body the most bytes that a request may say its body has; over it, 413 before a byte is read
 * @param connections how many connections are open at a time; over it, whoever has kept its request back for longest
 *     is closed
 * @param silence how long a connection may be open without a request
 * @param request how long a request may take to arrive, and an answer to be taken; each {@link #PACE} bytes of it allow
 *     one second more
 * @param drain how long calls that began may take when the server is closed
 */
public record ServerOptions(
        String host,
        int port,
        Optional<TlsFiles> tls,
        long body,
        int connections,
        Duration silence,
        Duration request,
        Duration drain) {

    /** The pace below which nobody sends a large body, in bytes a second. */
    static final long PACE = 64 * 1024;

    private static final int MANY = 2000;

    /**
     * PEM files.
     *
     * @param certificates the chain, the server's own first
     * @param key its private key, in PKCS#8
     */
    public record TlsFiles(Path certificates, Path key) {}

    /** A server without TLS that takes 2,000 connections and as much time as API Gateway, which waits for 30 seconds. */
    public static ServerOptions at(String host, int port, long body) {
        return new ServerOptions(
                host,
                port,
                Optional.empty(),
                body,
                MANY,
                Duration.ofSeconds(75),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2));
    }

    /** The same with TLS, where there are files for it. */
    public ServerOptions secured(Optional<TlsFiles> files) {
        return new ServerOptions(host, port, files, body, connections, silence, request, drain);
    }

    /** The same with other limits. */
    public ServerOptions limited(int most, Duration patience, Duration last) {
        return new ServerOptions(host, port, tls, body, most, silence, patience, last);
    }
}
