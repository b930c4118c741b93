package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection to the Runtime API: HTTP/1.1 of the kind that it speaks, kept open from call to call. A socket and nothing on
 * top of it: Java's HTTP clients cost more to start than all the rest of the client.
 */
final class Wire {

    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String before;
    private final String after;

    private Wire(Socket socket, String prefix, String headers) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
        this.before = prefix;
        this.after = headers;
    }

    /**
     * An answer.
     *
     * @param status its status
     * @param headers by their names in lower case
     * @param body its body
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    /**
     * Connects.
     *
     * @param api {@code host:port}, and after it the beginning of all paths, if there is one
     * @param agent what we call ourselves
     */
    static Wire to(String api, String agent) throws IOException {
        int slash = api.indexOf('/');
        String authority = slash < 0 ? api : api.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 ? 80 : Integer.parseInt(authority.substring(colon + 1));
        Socket socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        return new Wire(
                socket,
                slash < 0 ? "" : api.substring(slash),
                " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: " + agent + "\r\n");
    }

    /** Asks, and waits for the answer as long as it takes. */
    Answer exchange(String method, String path, byte[] body) throws IOException {
        String head = method + " " + before + path + after
                + (method.equals("GET")
                        ? "\r\n"
                        : "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[first.length + body.length];
        System.arraycopy(first, 0, request, 0, first.length);
        System.arraycopy(body, 0, request, first.length, body.length);
        out.write(request);
        out.flush();
        return answer();
    }

    private Answer answer() throws IOException {
        String status = line();
        Map<String, String> headers = new HashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
        }
        int space = status.indexOf(' ');
        return new Answer(Integer.parseInt(status.substring(space + 1, space + 4)), headers, body(headers));
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the Runtime API ended within an answer");
        }
        return body;
    }

    /** RFC 9112, section 7.1. */
    private byte[] chunks() throws IOException {
        byte[] body = new byte[0];
        for (int length = chunk(); length > 0; length = chunk()) {
            byte[] longer = java.util.Arrays.copyOf(body, body.length + length);
            if (in.readNBytes(longer, body.length, length) < length) {
                throw new EOFException("the Runtime API ended within a chunk");
            }
            body = longer;
            line();
        }
        while (!line().isEmpty()) {
            // trailers, of which we know none
        }
        return body;
    }

    private int chunk() throws IOException {
        String size = line();
        int end = size.indexOf(';');
        return Integer.parseInt((end < 0 ? size : size.substring(0, end)).strip(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int letter = in.read();
        while (letter >= 0 && letter != '\n') {
            if (letter != '\r') {
                line.append((char) letter);
            }
            letter = in.read();
        }
        if (letter < 0) {
            throw new EOFException("the Runtime API closed the connection");
        }
        return line.toString();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // it is of no use any more either way
        }
    }
}
