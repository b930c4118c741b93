package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.local.testing.Wire;
import dev.slipway.local.testing.Wire.Reply;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage's own door: who may pass, and what is there. */
class StageDoorIT {

    private static final List<String> DOORS = List.of(
            "/stage",
            "/stage/",
            "/stage/console",
            "/stage/console/main.js",
            "/stage/events",
            "/stage/api/status",
            "/stage/api/endpoints/probe/promote",
            "/stage/nothing");

    @TempDir
    static Path folder;

    private static ProbeStage stage;

    @BeforeAll
    static void start() {
        stage = ProbeStage.start(ProbeStage.options(folder));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static String token() {
        return stage.file().token();
    }

    private static String bearer() {
        return "\nAuthorization: Bearer " + token();
    }

    private static String text(Reply reply) {
        return JsonReader.parse("error", reply.body()).text("error");
    }

    @Test
    void withoutTheTokenNothingOpens() {
        for (String door : DOORS) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
                Reply reply = stage.send(method, door, "");
                assertThat(reply.status()).as(method + " " + door).isEqualTo(401);
                assertThat(text(reply)).contains("token");
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
        }
    }

    @Test
    void aWrongTokenOpensNothing() {
        String almost = token().substring(1);
        for (String wrong : List.of("", "x", almost, token() + "0", token().toUpperCase(java.util.Locale.ROOT))) {
            assertThat(stage.send("GET", "/stage/api/status", "\nAuthorization: Bearer " + wrong)
                            .status())
                    .as(wrong)
                    .isEqualTo(401);
            assertThat(stage.send("GET", "/stage/console?token=" + wrong, "").status())
                    .as(wrong)
                    .isEqualTo(401);
        }
    }

    @Test
    void theTokenIsNeitherACookieNorAPasswordNorAParameterOfTheApi() {
        for (String guess : List.of(
                "\nCookie: slipway_stage=" + token(),
                "\nAuthorization: Basic " + token(),
                "\nAuthorization: " + token(),
                "\nX-Token: " + token())) {
            assertThat(stage.send("GET", "/stage/api/status", guess).status())
                    .as(guess)
                    .isEqualTo(401);
        }
        assertThat(stage.get("/stage/api/status?token=" + token()).status()).isEqualTo(401);
        assertThat(stage.get("/stage/events?token=" + token()).status()).isEqualTo(401);
    }

    @Test
    void aForeignHostHeaderOpensNothingEvenWithTheToken() {
        for (String host : List.of(
                "evil.example",
                "evil.example:" + stage.url().getPort(),
                "127.0.0.1.evil.example:" + stage.url().getPort(),
                "127.0.0.1:1",
                "127.0.0.1",
                "localhost",
                "")) {
            Reply reply =
                    Wire.ask(stage.url(), "GET /stage/api/status HTTP/1.1\nHost: " + host + bearer(), new byte[0]);
            assertThat(reply.status()).as(host).isIn(400, 403);
            assertThat(reply.text()).as(host).doesNotContain("endpoints");
        }
    }

    @Test
    void theNamesOfLoopbackAreKnown() {
        int port = stage.url().getPort();
        for (String host : List.of("localhost:" + port, "LOCALHOST:" + port, "[::1]:" + port)) {
            assertThat(Wire.ask(stage.url(), "GET /stage/api/status HTTP/1.1\nHost: " + host + bearer(), new byte[0])
                            .status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    void aPageOfAnotherOriginGetsNothingEvenWithTheToken() {
        int port = stage.url().getPort();
        for (String origin : List.of(
                "http://evil.example",
                "null",
                "https://127.0.0.1:" + port,
                "http://127.0.0.1:" + (port + 1),
                "http://localhost:" + port,
                "http://127.0.0.1")) {
            Reply reply = stage.send("GET", "/stage/api/status", "\nOrigin: " + origin + bearer());
            assertThat(reply.status()).as(origin).isEqualTo(403);
            assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
        }
        assertThat(stage.send("GET", "/stage/api/status", "\nOrigin: http://" + stage.host() + bearer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPreflightIsNotAnswered() {
        Reply reply = stage.send(
                "OPTIONS",
                "/stage/api/endpoints/probe/promote",
                "\nOrigin: http://evil.example\nAccess-Control-Request-Method: POST"
                        + "\nAccess-Control-Request-Headers: authorization");
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @Test
    void thePrintedLinkSetsACookieThatIsNotTheTokenAndLeadsAwayFromIt() {
        String link = stage.stage().console().orElseThrow().toString();
        Reply reply = stage.get(link.substring(stage.url().toString().length()));
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).isEqualTo("/stage/console");
        String cookie = reply.header("Set-Cookie");
        assertThat(cookie)
                .contains("HttpOnly", "SameSite=Strict", "Path=/stage")
                .doesNotContain(token());

        String sent = "\nCookie: other=1; " + cookie.substring(0, cookie.indexOf(';'));
        Reply page = stage.send("GET", "/stage/console", sent);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("<html").doesNotContain(token());
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(stage.send("GET", "/stage/api/status", sent).status()).isEqualTo(200);
        assertThat(stage.send("GET", "/stage/api/status", sent + "\nOrigin: http://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theFilesOfThePageAreThere() {
        assertThat(stage.send("GET", "/stage/console/main.js", bearer()).header("Content-Type"))
                .startsWith("text/javascript");
        assertThat(stage.send("GET", "/stage/console/console.css", bearer()).header("Content-Type"))
                .startsWith("text/css");
        assertThat(stage.send("POST", "/stage/console", bearer()).status()).isEqualTo(405);
        assertThat(stage.send("GET", "/stage/console/nothing.png", bearer()).status())
                .isEqualTo(404);
    }

    @Test
    void aHeadRequestHasTheHeadersAndNoBody() {
        try (Wire wire = Wire.to(stage.url())) {
            Reply head = wire.head("HEAD /stage/console HTTP/1.1\nHost: " + stage.host() + bearer())
                    .reply(false);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).startsWith("text/html");
            Reply next = wire.head("GET /stage/api/status HTTP/1.1\nHost: " + stage.host() + bearer())
                    .reply();
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @Test
    void pathsThatClimbStayOutside() {
        for (String path : List.of(
                "/v2/../stage/api/status",
                "/stage/api/../../v2",
                "/stage/../stage/api/status",
                "/stage/%2e%2e/stage/api/status",
                "//stage/api/status",
                "/stage/./api/status",
                "/STAGE/api/status",
                "/stage;x=1/api/status")) {
            Reply reply = stage.get(path);
            assertThat(reply.status()).as(path).isIn(400, 401, 404);
            assertThat(reply.text()).as(path).contains("\"error\"").doesNotContain("endpoints");
            Reply named = stage.send("GET", path, bearer());
            assertThat(named.text()).as(path).doesNotContain("\"endpoints\"");
        }
    }

    @Test
    void eventsBeginWithTheWholeStatus() {
        try (Wire wire = Wire.to(stage.url())) {
            wire.head("GET /stage/events HTTP/1.1\nHost: " + stage.host() + bearer());
            assertThat(wire.line()).isEqualTo("HTTP/1.1 200 OK");
            String line = wire.line();
            while (!line.startsWith("data: ")) {
                line = wire.line();
            }
            assertThat(line).contains("\"endpoints\"");
        }
    }

    @Test
    void whoComesBackGoesOnAndBeginsAnewWhereTheStageIsAnother() {
        String id = firstOf("");
        assertThat(id).matches("id: [0-9a-z]+-0");
        assertThat(firstOf("\nLast-Event-ID: " + id.substring(4))).isEqualTo("");
        assertThat(firstOf("\nLast-Event-ID: 0-0")).isEqualTo(id);
        assertThat(firstOf("\nLast-Event-ID: nonsense")).isEqualTo(id);
        assertThat(firstOf("\nLast-Event-ID: " + id.substring(4) + "99")).isEqualTo(id);
    }

    /** The first line with an id; empty where the stage goes on without one. */
    private static String firstOf(String headers) {
        try (Wire wire = Wire.to(stage.url())) {
            wire.head("GET /stage/events HTTP/1.1\nHost: " + stage.host() + bearer() + headers);
            String line = wire.line();
            while (!line.startsWith("id: ") && !line.startsWith("event: traffic")) {
                line = wire.line();
            }
            return line.startsWith("id: ") ? line : "";
        }
    }

    @Test
    void thePageIsCompressedForWhoeverTakesItSo() throws Exception {
        Reply plain = stage.send("GET", "/stage/console", bearer());
        Reply compressed = stage.send("GET", "/stage/console", bearer() + "\nAccept-Encoding: gzip, br");
        assertThat(plain.headers()).doesNotContainKey("content-encoding");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).isEqualTo("Accept-Encoding");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(stage.send("GET", "/stage/console", bearer() + "\nAccept-Encoding: gzip;q=0")
                        .headers())
                .doesNotContainKey("content-encoding");
    }

    @Test
    void theFileOfTheStageIsForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("home/stage.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(stage.file().url()).isEqualTo(stage.url());
        assertThat(stage.file().process()).isEqualTo(ProcessHandle.current().pid());
        assertThat(token()).matches("[0-9a-f]{48}");
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains("schema_version");
    }
}
