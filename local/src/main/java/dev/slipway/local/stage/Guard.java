package dev.slipway.local.stage;

import dev.slipway.core.model.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may pass the stage's own door. Loopback makes nothing safe: any page in a browser can send requests to
 * it, and a name that somebody else owns can be made to lead to it. So the Host header must be one of ours, an Origin
 * must be our own, and there must be the stage's token: as a bearer token, or as the cookie that the console's link
 * sets.
 *
 * @param token the stage's token
 * @param hosts the Host headers under which the stage is known, in lower case
 * @param exposed whether the door is open at all
 * @param wayIn how those get in who come without the token: what printed the link, and where else it is
 */
record Guard(String token, Set<String> hosts, boolean exposed, String wayIn) {

    private static final String COOKIE = "slipway_stage";

    private static final String BEARER = "bearer ";

    /** Whether a request may pass. */
    enum Verdict {
        PASS,
        NOT_EXPOSED,
        FOREIGN_HOST,
        FOREIGN_ORIGIN,
        NO_TOKEN
    }

    /**
     * What a request says of itself.
     *
     * @param host its Host header; empty where there is none
     * @param origin its Origin header; empty where there is none
     * @param authorization its Authorization header; empty where there is none
     * @param cookie the stage's cookie; empty where there is none
     */
    record Claims(String host, String origin, String authorization, String cookie) {}

    Guard {
        hosts = Set.copyOf(hosts);
    }

    Verdict judge(Claims claims) {
        Verdict reachable = reachable(claims);
        return reachable != Verdict.PASS || knowsToken(claims) ? reachable : Verdict.NO_TOKEN;
    }

    /** All but the token. */
    Verdict reachable(Claims claims) {
        if (!exposed) {
            return Verdict.NOT_EXPOSED;
        }
        String host = claims.host().toLowerCase(Locale.ROOT);
        if (!hosts.contains(host)) {
            return Verdict.FOREIGN_HOST;
        }
        boolean own = claims.origin().isEmpty()
                || claims.origin().toLowerCase(Locale.ROOT).equals("http://" + host);
        return own ? Verdict.PASS : Verdict.FOREIGN_ORIGIN;
    }

    private boolean knowsToken(Claims claims) {
        String authorization = claims.authorization();
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? opens(authorization.substring(BEARER.length()).strip()) : same(claims.cookie(), cookieValue());
    }

    /** Whether this is the token. */
    boolean opens(String candidate) {
        return same(candidate, token);
    }

    /** What the cookie holds: cookies know no ports, so another server on this machine must not learn the token. */
    String cookieValue() {
        return Digest.of(("cookie " + token).getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Compares in constant time. */
    private static boolean same(String found, String expected) {
        return MessageDigest.isEqual(found.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** The cookie's name. Cookies know no ports: who opens a second stage's page must not lose the first one's. */
    static String cookieName(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? COOKIE : COOKIE + "_" + host.substring(colon + 1);
    }

    /**
     * The stage's cookie out of a Cookie header.
     *
     * @param host the request's Host header
     */
    static Optional<String> cookie(String header, String host) {
        String name = cookieName(host);
        for (String part : header.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equals(name)) {
                return Optional.of(part.substring(equals + 1).strip());
            }
        }
        return Optional.empty();
    }
}
