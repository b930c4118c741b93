package dev.slipway.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReleaseReportTest {

    private static final String EVIL =
            "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u202e\u0007";

    private static final String STARTED = """
            {"schema_version": 1, "sequence": 7, "time": "2026-11-24T08:00:00.000Z", "endpoint": "digits",
             "release": "digits-2", "type": "started", "by": "WHO", "step": "verify", "state": "running", "why": "WHO",
             "plan": {"name": "WHO", "alpha": 0.01, "quantiles": [0.5, 0.95, 0.99], "alarms": []},
             "stable": {"version": "1", "digest": "sha256:aaaaaaaaaaaaaaaa"},
             "candidate": {"version": "2", "digest": "sha256:bbbbbbbbbbbbbbbb"}, "previous": null}""";

    private static final String SHIFTED = """
            {"schema_version": 1, "sequence": 8, "time": "2026-11-24T08:00:05.000Z", "endpoint": "digits",
             "release": "digits-2", "type": "shifted", "by": "controller", "step": "shift 10%", "state": "running",
             "weights": {"1": 0.9, "2": 0.1}, "previous": "sha256:cc"}""";

    private static final String OBSERVED = """
            {"schema_version": 1, "sequence": 9, "time": "2026-11-24T08:00:07.000Z", "endpoint": "digits",
             "release": "digits-2", "type": "TYPE", "by": "controller", "step": "shift 10%", "state": "STATE",
             "reason": {"rule": "WHO", "text": "WHO", "number": 5.2, "threshold": 4.605},
             "evidence": {"log_e": 5.2, "threshold": 4.605170185988091, "strongest": "errors",
               "gates": {"errors": 6.0, "catastrophe": -1e300}, "stable": {"requests": 180, "errors": 0},
               "candidate": {"requests": 20, "errors": 5}, "windows": 2, "missing": null},
             "windows": [{"start": "2026-11-24T08:00:05.000Z", "end": "2026-11-24T08:00:06.000Z", "arms": {
               "1": {"requests": 180, "errors": 0, "timed": 180, "slower": {"10ms": 2, "5ms": 9, "7ms": 4}},
               "2": {"requests": 20, "errors": 5, "timed": 15, "slower": {"10ms": 1, "5ms": 9, "7ms": 4}}}},
               {"start": "2026-11-24T08:00:06.000Z", "end": "2026-11-24T08:00:07.000Z", "arms": {
               "1": {"no_data": "WHO"}, "2": {"no_data": "late"}}}],
             "previous": "sha256:dd"}""";

    private static List<JsonReader> events(String who, String... texts) {
        List<JsonReader> events = new ArrayList<>();
        for (String text : texts) {
            JsonReader plain = JsonReader.parse("event", text.getBytes(StandardCharsets.UTF_8));
            events.add(JsonReader.of("event", replaced(plain.object(), who)));
        }
        return events;
    }

    private static Json replaced(Json value, String who) {
        return switch (value) {
            case Json.Text(String text) -> Json.of(text.replace("WHO", who));
            case Json.Array(List<Json> items) ->
                Json.array(items.stream().map(item -> replaced(item, who)).toList());
            case Json.Fields fields -> {
                Json.Fields changed = Json.object();
                for (var field : fields.fields().entrySet()) {
                    changed = changed.with(field.getKey(), replaced(field.getValue(), who));
                }
                yield changed;
            }
            case Json.Null _, Json.Bool _, Json.Numeric _ -> value;
        };
    }

    private static String report(String who, List<String> notes) {
        String end = OBSERVED.replace("TYPE", "rolled_back").replace("STATE", "rolled-back");
        return ReleaseReport.html(events(who, STARTED, SHIFTED, end), notes);
    }

    @Test
    void namesAndReasonsNeverBecomeMarkup() {
        String html = report(EVIL, List.of(EVIL));
        assertThat(html)
                .doesNotContain("<script", "<img", "\u202e", "\u0007")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(html.split("</title>", -1).length - 1).isEqualTo(html.split("<title>", -1).length - 1);
        assertThat(html.split("</style>", -1)).hasSize(2);
    }

    @Test
    void itAllowsNothingButItsOwnStyleSheetWhichItNamesByHash() throws Exception {
        String html = report("ann", List.of());
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(html)
                .contains("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "'; base-uri 'none'; form-action 'none'")
                .doesNotContain(" style=\"")
                .doesNotContainPattern("(?i)\\son\\w+=")
                .doesNotContainPattern("(?i)(src|href|url)\\s*[=(]");
    }

    @Test
    void itSaysWhatWasDecidedByWhichNumberAndWhatWasNotJudged() {
        assertThat(report("ann", List.of("Trouble was injected.")))
                .contains(
                        "digits-2",
                        "rolled back",
                        "its number 5.20 against 4.61",
                        "Slower than 5 ms",
                        "stable&#39;s q99",
                        "5 failed",
                        "Trouble was injected.",
                        "Whether the answers are right",
                        "Feedback");
    }

    @Test
    void aReleaseThatHasOnlyBegunHasAReportToo() {
        assertThat(ReleaseReport.html(events("ann", STARTED), List.of())).contains("running", "digits-2");
    }

    @Test
    void theSameEventsMakeTheSameFile() {
        assertThat(report("ann", List.of())).isEqualTo(report("ann", List.of()));
    }
}
