package dev.slipway.local.stage;

import dev.slipway.local.http.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of the page at {@code /stage/console}. They load nothing from anywhere else. */
final class ConsolePage {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ConsolePage() {}

    /** The page or one of its files; empty where the path is none of them. */
    static Optional<HttpAnswer> find(String path) {
        return switch (path) {
            case "/stage/console" -> Optional.of(file("console.html", "text/html; charset=utf-8"));
            case "/stage/console.js" -> Optional.of(file("console.js", "text/javascript; charset=utf-8"));
            case "/stage/console.css" -> Optional.of(file("console.css", "text/css; charset=utf-8"));
            default -> Optional.empty();
        };
    }

    private static HttpAnswer file(String name, String type) {
        try (@Nullable InputStream in = ConsolePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the stage's jar has no " + name);
            }
            return new HttpAnswer(200, Map.of("Content-Type", type), in.readAllBytes())
                    .with("Content-Security-Policy", POLICY)
                    .with("X-Frame-Options", "DENY");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
