package dev.slipway.local.stage;

import static dev.slipway.local.testing.ProbePackage.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.Weights;
import dev.slipway.core.release.Status;
import dev.slipway.local.testing.Await;
import dev.slipway.local.testing.ProbePackage;
import dev.slipway.local.testing.Wire;
import dev.slipway.local.testing.Wire.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases through the stage's API, by hand and across a restart. */
class StageApiIT {

    private static final String SLOW_PLAN = "{advance: no-evidence-against, steps: [verify: {restores: 1},"
            + " shift: {to: 10%, at_least: 1h, at_most: 2h, requests: 20}, bake: {for: 1s}]}";

    private static final Described DESCRIBED = Described.read();

    @TempDir
    Path folder;

    private ProbeStage stage;

    @BeforeEach
    void start() {
        stage = ProbeStage.start(ProbeStage.options(folder));
        stage.serve("one", ProbeStage.SERVING);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private String bearer() {
        return "\nAuthorization: Bearer " + stage.file().token();
    }

    /** Asks, and holds the answer to the API's description. */
    private Reply ask(String method, String path, String body) {
        Reply reply = Wire.ask(
                stage.url(),
                method + " /stage/api/" + path + " HTTP/1.1\nHost: " + stage.host() + bearer(),
                body.getBytes(StandardCharsets.UTF_8));
        DESCRIBED.check(method, "/stage/api/" + path, reply);
        return reply;
    }

    private Reply release(Digest digest) {
        return ask("POST", "releases", "{\"model\":\"probe\",\"digest\":\"" + digest + "\",\"by\":\"ann\"}");
    }

    private Digest candidate() {
        return ProbePackage.put(stage.stage().models(), "two", ProbeStage.SERVING, SLOW_PLAN);
    }

    private static String text(Reply reply) {
        return JsonReader.parse("error", reply.body()).text("error");
    }

    private void awaitCandidate() {
        Await.until("the candidate has its share", () -> {
            Weights weights =
                    stage.stage().status(MODEL).orElseThrow().weights().orElseThrow();
            return weights.shares().size() == 2;
        });
    }

    private void awaitEnd(Predicate<Status> end) {
        Await.until(
                "the release ended",
                () -> end.test(stage.stage()
                        .status(MODEL)
                        .orElseThrow()
                        .release()
                        .orElseThrow()
                        .status()));
    }

    @Test
    void aReleaseBeginsAndItsCandidateMayBePinnedUntilItIsRolledBack() {
        Reply begun = release(candidate());
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.text()).contains("\"id\":\"probe-2\"", "\"plan\":\"custom\"");
        awaitCandidate();
        Reply pinned = stage.post("/v2/models/probe/versions/2/infer", "", "{}");
        assertThat(pinned.status()).isEqualTo(200);
        assertThat(pinned.header("Slipway-Version")).isEqualTo("2");
        assertThat(pinned.text()).contains("function:probe:2");

        assertThat(ask("POST", "endpoints/probe/rollback", "{\"by\":\"ann\",\"reason\":\"enough\"}")
                        .status())
                .isEqualTo(200);
        awaitEnd(Status.RolledBack.class::isInstance);
        Await.until(
                "only stable may be pinned",
                () -> stage.post("/v2/models/probe/versions/2/infer", "", "{}").status() == 404);
        assertThat(ask("GET", "releases/probe-2", "").text()).contains("rolled-back", "enough", "ann");
        assertThat(ask("GET", "endpoints/probe/history", "").text()).contains("\"events\":[{");
    }

    @Test
    void aSecondReleaseWhileOneRunsIsAConflict() {
        assertThat(release(candidate()).status()).isEqualTo(201);
        Digest third = ProbePackage.put(stage.stage().models(), "three", ProbeStage.SERVING, SLOW_PLAN);
        Reply second = release(third);
        assertThat(second.status()).isEqualTo(409);
        assertThat(text(second)).contains("probe-2");
        ask("POST", "endpoints/probe/rollback", "{\"by\":\"ann\"}");
    }

    @Test
    void aReleaseIsPausedResumedAndPromotedByHand() {
        release(candidate());
        awaitCandidate();
        assertThat(ask("POST", "endpoints/probe/pause", "{\"by\":\"ann\"}").text())
                .contains("\"paused\"");
        assertThat(ask("POST", "endpoints/probe/pause", "{\"by\":\"ann\"}").status())
                .isEqualTo(409);
        assertThat(ask("POST", "endpoints/probe/resume", "{\"by\":\"ann\"}").text())
                .contains("\"running\"");
        assertThat(ask("POST", "endpoints/probe/promote", "{\"by\":\"ann\"}").status())
                .isEqualTo(200);
        awaitEnd(Status.Promoted.class::isInstance);
        Await.until(
                "it serves", () -> stage.infer("{}").header("Slipway-Version").equals("2"));
    }

    @Test
    void aReleaseGoesOnWhereItStoodAfterARestart() {
        release(candidate());
        awaitCandidate();
        String before = stage.status();
        stage.close();
        stage = ProbeStage.start(ProbeStage.options(folder));
        assertThat(stage.status()).contains("probe-2", "shift 10%");
        assertThat(before).contains("shift 10%");
        Await.until("both answer", () -> stage.stage().ready());
        assertThat(stage.post("/v2/models/probe/versions/2/infer", "", "{}").status())
                .isEqualTo(200);
        assertThat(ask("POST", "endpoints/probe/promote", "{\"by\":\"ann\"}").status())
                .isEqualTo(200);
        awaitEnd(Status.Promoted.class::isInstance);
    }

    @Test
    void whatIsAskedWronglyIsRefusedAndNothingBegins() {
        for (String body : List.of(
                "",
                "[]",
                "{",
                "{\"model\":\"probe\"}",
                "{\"model\":\"PROBE\",\"digest\":\"" + Digest.of(new byte[0]) + "\",\"by\":\"ann\"}",
                "{\"model\":\"probe\",\"digest\":\"sha256:12\",\"by\":\"ann\"}",
                "{\"model\":\"probe\",\"digest\":\"" + candidate() + "\",\"by\":\" \"}",
                "{\"model\":\"probe\",\"digest\":\"" + candidate() + "\",\"by\":\"ann\",\"plan\":\"canaries\"}")) {
            Reply reply = ask("POST", "releases", body);
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(text(reply)).as(body).isNotBlank();
        }
        assertThat(stage.status()).contains("\"candidates\":[]").doesNotContain("probe-2");
    }

    @Test
    void aPackageThatIsNotThereIsRefused() {
        Reply reply = release(Digest.of(new byte[] {1}));
        assertThat(reply.status()).isEqualTo(409);
        assertThat(text(reply)).contains("there is no package sha256:");
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsIsNamed() {
        assertThat(text(ask("GET", "endpoints/nobody", ""))).contains("known: probe");
        assertThat(ask("POST", "endpoints/nobody/promote", "{\"by\":\"ann\"}").status())
                .isEqualTo(404);
        assertThat(ask("GET", "releases/probe-99", "").status()).isEqualTo(404);
        assertThat(ask("GET", "releases/probe-99/report", "").status()).isEqualTo(404);
        assertThat(ask("GET", "releases/..%2f..", "").status()).isEqualTo(404);
        assertThat(ask("GET", "endpoints/probe/secrets", "").status()).isEqualTo(404);
        assertThat(ask("GET", "endpoints/..%2f..%2fstage", "").status()).isEqualTo(400);
        assertThat(ask("GET", "endpoints/%zz", "").status()).isEqualTo(400);
        assertThat(ask("GET", "alarms/nobody", "").status()).isEqualTo(404);
        assertThat(ask("PUT", "alarms/..%2fx", "{\"state\":\"OK\"}").status()).isEqualTo(400);
    }

    @Test
    void anAlarmIsSetAndRead() {
        assertThat(ask("PUT", "alarms/digits-errors", "{\"state\":\"ALARM\"}").text())
                .contains("ALARM");
        assertThat(ask("GET", "alarms", "").text()).isEqualTo("{\"alarms\":{\"digits-errors\":\"ALARM\"}}");
        assertThat(ask("PUT", "alarms/digits-errors", "{\"state\":\"loud\"}").status())
                .isEqualTo(400);
        assertThat(ask("DELETE", "alarms/digits-errors", "").header("Allow")).isEqualTo("GET, HEAD, PUT");
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsRefused() {
        assertThat(ask("POST", "status", "{}").header("Allow")).isEqualTo("GET, HEAD");
        assertThat(ask("GET", "releases", "").header("Allow")).isEqualTo("POST");
        assertThat(ask("GET", "endpoints/probe/promote", "").status()).isEqualTo(405);
    }

    @Test
    void aBodyOverAMegabyteIsRefused() {
        assertThat(ask("POST", "releases", "x".repeat(1024 * 1024 + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void clientsTrafficIsThereByVersion() {
        for (int i = 0; i < 20; i++) {
            stage.infer("{}");
        }
        stage.infer("do-fail");
        Await.until(
                "the last window settled",
                () -> ask("GET", "endpoints/probe/traffic", "").text().contains("\"errors\":1"));
        assertThat(ask("GET", "endpoints/probe/traffic", "").text()).contains("\"window_ms\":200", "\"p99\":");
    }

    @Test
    void theDescriptionNamesEveryPathAndIsServed() {
        String digest = stage.stage()
                .status(MODEL)
                .orElseThrow()
                .stable()
                .orElseThrow()
                .digest()
                .toString();
        ask("GET", "status", "");
        ask("GET", "stage", "");
        ask("GET", "plans", "");
        ask("GET", "packages", "");
        ask("GET", "packages/" + digest, "");
        ask("GET", "alarms", "");
        ask("PUT", "alarms/quiet", "{\"state\":\"OK\"}");
        ask("GET", "alarms/quiet", "");
        ask("GET", "endpoints/probe", "");
        ask("GET", "endpoints/probe/history", "");
        ask("GET", "endpoints/probe/traffic", "");
        ask("GET", "endpoints/probe/versions/1/logs", "");
        ask("GET", "openapi.json", "");
        release(candidate());
        awaitCandidate();
        ask("POST", "endpoints/probe/pause", "{\"by\":\"ann\"}");
        ask("POST", "endpoints/probe/resume", "{\"by\":\"ann\"}");
        ask("GET", "endpoints/probe", "");
        ask("POST", "endpoints/probe/promote", "{\"by\":\"ann\"}");
        ask("GET", "releases/probe-2", "");
        assertThat(ask("GET", "releases/probe-2/report", "").text()).contains("probe-2");
        Reply asking = release(ProbePackage.put(
                stage.stage().models(),
                "three",
                ProbeStage.SERVING,
                "{advance: no-evidence-against, steps: [verify: {restores: 1}, ask: {of: [ann]}, bake: {for: 1s}]}"));
        assertThat(asking.status()).as(asking.text()).isEqualTo(201);
        Await.until("it waits for somebody", () -> stage.status().contains("\"waiting\""));
        ask("POST", "endpoints/probe/approve", "{\"by\":\"ann\"}");
        ask("POST", "endpoints/probe/rollback", "{\"by\":\"ann\"}");
        assertThat(DESCRIBED.all()).containsAll(DESCRIBED.seen());
        assertThat(DESCRIBED.all().stream().filter(path -> !DESCRIBED.seen().contains(path)))
                .as("the stream, and what a model answers: the browser tests hold those")
                .containsExactly("get /stage/events", "post /stage/api/endpoints/{model}/versions/{version}/infer");
    }

    @Test
    void aVersionIsAskedByItsOwnNameOnlyWhileItServesOrIsJudged() {
        Reply answer = Wire.ask(
                stage.url(),
                "POST /stage/api/endpoints/probe/versions/1/infer HTTP/1.1\nHost: " + stage.host() + bearer(),
                "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("function:probe:1");
        assertThat(text(ask("POST", "endpoints/probe/versions/9/infer", "{}")))
                .contains("neither stable nor candidate");
        assertThat(ask("POST", "endpoints/probe/versions/1/infer", "no JSON").status())
                .isEqualTo(400);
        assertThat(ask("GET", "endpoints/probe/versions/1/infer", "").status()).isEqualTo(405);
    }

    @Test
    void theRecordComesInPagesFromTheNewestBack() {
        for (int i = 0; i < 3; i++) {
            release(candidate());
            awaitCandidate();
            ask("POST", "endpoints/probe/rollback", "{\"by\":\"ann\"}");
        }
        List<Long> all = sequences(ask("GET", "endpoints/probe/history", ""));
        List<Long> paged = new ArrayList<>();
        Optional<String> before = Optional.of("");
        while (before.isPresent()) {
            Reply page = ask("GET", "endpoints/probe/history?limit=4" + before.get(), "");
            paged.addAll(0, sequences(page));
            before = JsonReader.parse("page", page.body())
                    .optionalNumber("before")
                    .map(number -> "&before=" + number);
        }
        assertThat(paged).isEqualTo(all);
        assertThat(ask("GET", "endpoints/probe/history?limit=1000&only=decisions", "")
                        .text())
                .contains("\"rolled_back\"")
                .doesNotContain("\"observed\"");
        for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "limit=1&limit=2", "limit=5&before=-1")) {
            assertThat(ask("GET", "endpoints/probe/history?" + wrong, "").status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private static List<Long> sequences(Reply reply) {
        return JsonReader.parse("history", reply.body()).children("events").stream()
                .map(event -> event.whole("sequence"))
                .toList();
    }

    @Test
    void theEndOfAVersionsLogIsReadAndNothingBesideIt() {
        stage.infer("{}");
        Await.until(
                "the call is logged",
                () -> ask("GET", "endpoints/probe/versions/1/logs", "").text().contains("Latency"));
        assertThat(ask("GET", "endpoints/probe/versions/1/logs?bytes=10", "").text())
                .doesNotContain("Latency");
        for (String version : List.of("2", "..", "%2e%2e", "..%2f..%2fstore", "1%2f..")) {
            Reply reply = ask("GET", "endpoints/probe/versions/" + version + "/logs", "");
            assertThat(reply.status()).as(version).isEqualTo(404);
            assertThat(text(reply)).as(version).isNotBlank();
        }
    }

    @Test
    void aPackageIsToldWithItsFacts() {
        String digest = stage.stage()
                .status(MODEL)
                .orElseThrow()
                .stable()
                .orElseThrow()
                .digest()
                .toString();
        assertThat(ask("GET", "packages", "").text()).contains(digest);
        // The tag follows the traffic.
        Await.until("it is tagged", () -> ask("GET", "packages", "").text().contains("probe:stable"));
        assertThat(ask("GET", "packages/" + digest, "").text())
                .contains("\"inputs\":[{\"datatype\":\"FP32\",\"name\":\"x\"", "\"card\":null", "slipway.yaml");
        assertThat(ask("GET", "packages/" + Digest.of(new byte[] {1}), "").status())
                .isEqualTo(404);
        assertThat(ask("GET", "packages/sha256:12", "").status()).isEqualTo(400);
    }
}
