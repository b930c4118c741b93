package dev.slipway.local.console;

import dev.slipway.local.http.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The page at {@code /stage/console} and its files. They load nothing from anywhere else, run no script and take no
 * style that stands in markup, and turn no text into markup.
 */
public final class ConsolePage {

    private static final String PAGE = "/stage/console";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private static final List<String> FILES = List.of(
            "console.html",
            "console.css",
            "icon.svg",
            "main.js",
            "actions.js",
            "api.js",
            "answers.js",
            "chart.js",
            "dialogs.js",
            "dom.js",
            "drawing.js",
            "drill.js",
            "endpoint.js",
            "feed.js",
            "figures.js",
            "history.js",
            "card.js",
            "overview.js",
            "packages.js",
            "release.js",
            "store.js",
            "tryit.js",
            "words.js");

    /** The library that draws plots, as its package on npm has it: see its licence beside it in the jar. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";

    private static final String UPLOT_FACTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    /**
     * One file.
     *
     * @param type its content type
     * @param plain its bytes
     * @param compressed the same in gzip's form
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    private record Asset(String type, byte[] plain, byte[] compressed) {}

    /** The page, read from the class path. */
    public ConsolePage() {
        for (String name : FILES) {
            add(name.equals("console.html") ? PAGE : PAGE + "/" + name, type(name), read(name));
        }
        String plots = UPLOT + version() + "/";
        add(PAGE + "/uplot.js", type(".js"), read(plots + "dist/uPlot.iife.min.js"));
        add(PAGE + "/uplot.css", type(".css"), read(plots + "dist/uPlot.min.css"));
        add(PAGE + "/uplot-licence.txt", type(".txt"), read(plots + "LICENSE"));
    }

    private void add(String path, String type, byte[] bytes) {
        assets.put(path, new Asset(type, bytes, compressed(bytes)));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "text/plain; charset=utf-8";
        };
    }

    private static String version() {
        try (InputStream in = open(UPLOT_FACTS)) {
            Properties facts = new Properties();
            facts.load(in);
            return facts.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        @Nullable InputStream in = ConsolePage.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the stage's installation has no " + name);
        }
        return in;
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * The page or one of its files; empty where the path is none of them.
     *
     * @param encodings the request's Accept-Encoding header; empty where there is none
     */
    public Optional<HttpAnswer> find(String path, String encodings) {
        return Optional.ofNullable(assets.get(path)).map(asset -> answer(asset, encodings));
    }

    private static HttpAnswer answer(Asset asset, String encodings) {
        boolean compress = encodings.contains("gzip") && !encodings.matches(".*gzip *; *q=0(\\.0*)?\\b.*");
        HttpAnswer answer = new HttpAnswer(
                        200, Map.of("Content-Type", asset.type()), compress ? asset.compressed() : asset.plain())
                .with("Content-Security-Policy", POLICY)
                .with("Vary", "Accept-Encoding")
                .with("X-Frame-Options", "DENY");
        return compress ? answer.with("Content-Encoding", "gzip") : answer;
    }

    /** The bytes of all files, compressed: what a browser loads at most. */
    long compressedBytes() {
        return assets.values().stream()
                .mapToLong(asset -> asset.compressed().length)
                .sum();
    }
}
