package dev.slipway.local.gateway;

import java.util.List;
import java.util.Map;

/**
 * A client's request, as the event needs it.
 *
 * @param method in upper case
 * @param path as it stands in the request line
 * @param query the raw query string, without the question mark; may be empty
 * @param headers by lower-case name; several values are joined by commas
 * @param cookies the cookies, each {@code name=value}
 * @param source the client's address
 * @param body the body's bytes; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record HttpRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        List<String> cookies,
        String source,
        byte[] body) {

    /** A header's value; empty where it is missing. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
