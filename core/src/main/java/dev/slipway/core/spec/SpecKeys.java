package dev.slipway.core.spec;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.spec.ServingSpec.Architecture;
import dev.slipway.core.spec.ServingSpec.Capture;
import dev.slipway.core.spec.ServingSpec.Snapstart;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All keys of {@code slipway.yaml}: the one place that says what may be written. {@link SpecSchema} publishes it. */
final class SpecKeys {

    static final Map<String, WeightsFormat> FORMATS =
            words(WeightsFormat.all().toArray(WeightsFormat[]::new), WeightsFormat::key);
    static final Map<String, Datatype> DATATYPES = words(Datatype.values(), Datatype::name);
    static final Map<String, Architecture> ARCHITECTURES =
            words(Architecture.values(), word -> word == Architecture.ARM64 ? "arm64" : "x86_64");
    static final Map<String, Snapstart> SNAPSTARTS = words(Snapstart.values(), word -> switch (word) {
        case AUTO -> "auto";
        case ON -> "on";
        case OFF -> "off";
    });
    static final Map<String, Capture> CAPTURES = words(Capture.values(), Capture::key);
    static final Map<String, Advance> ADVANCES = words(Advance.values(), word -> switch (word) {
        case PROOF -> "proof";
        case NO_EVIDENCE_AGAINST -> "no-evidence-against";
    });
    static final Map<String, OnInconclusive> ON_INCONCLUSIVE = words(OnInconclusive.values(), word -> switch (word) {
        case HOLD -> "hold";
        case ROLL_BACK -> "roll-back";
        case PROMOTE -> "promote";
        case ASK -> "ask";
    });

    private static final Form ANY_TEXT = new Form.Text("\\S");
    private static final Form NAME = new Form.Text("^[a-z][a-z0-9-]{0,62}$");
    private static final String PATH = "^(?!/)(?![A-Za-z]:)(?!.*(^|/)\\.{1,2}(/|$))(?!.*//)[^\\\\]+$";
    private static final Form FILE = new Form.Text(PATH);
    private static final Form TABLE = new Form.Text(PATH.replace("[^\\\\]+$", "[^\\\\]*\\.(csv|parquet)$"));
    private static final Form LICENCE = new Form.Text(
            "^\\(*[A-Za-z0-9][A-Za-z0-9.:+-]*\\)*" + "( (AND|OR|WITH) \\(*[A-Za-z0-9][A-Za-z0-9.:+-]*\\)*)*$");

    static final Form.Whole SIZE = new Form.Whole(-1, Integer.MAX_VALUE, ", -1 for any,");
    static final Form.Whole MEMORY = new Form.Whole(128, 10240, " of MB");
    static final Form.Time TIMEOUT = new Form.Time("1s", "30s");
    static final Form.Between ALPHA = new Form.Between(0, 0.5, true, false);
    static final Form.Between TOLERATE = new Form.Between(1, 100, false, false);
    static final Form.Between QUANTILE = new Form.Between(0, 1, true, true);
    static final Form.Whole RESTORES = new Form.Whole(1, 100, "");
    static final Form.Whole REQUESTS = new Form.Whole(0, 1_000_000_000, "");
    static final Form.Time AT_LEAST = new Form.Time("0s", "30d");
    static final Form.Time AT_MOST = new Form.Time("1s", "30d");

    static final List<Key> TENSOR = List.of(
            Key.needed("name", ANY_TEXT, "The tensor's name in the model."),
            Key.needed("datatype", of(DATATYPES), "Its datatype, in the V2 protocol's words."),
            Key.needed(
                    "shape", new Form.Items(SIZE, 0), "Its dimensions, outermost first; -1 where any size will do."));

    static final List<Key> SIGNATURE = List.of(
            Key.free("inputs", new Form.Items(new Form.Keys(TENSOR), 1), "What the model is asked with."),
            Key.free("outputs", new Form.Items(new Form.Keys(TENSOR), 1), "What it answers."));

    static final List<Key> SERVING = List.of(
            Key.usual("memory", MEMORY, "1024", "The function's memory in MB; processor time grows with it."),
            Key.usual("architecture", of(ARCHITECTURES), "arm64", "The processor it runs on."),
            Key.usual("timeout", TIMEOUT, "10s", "The longest one prediction may take, 1s to 30s."),
            Key.usual("snapstart", of(SNAPSTARTS), "auto", "Whether new environments start from a snapshot."),
            Key.usual("capture", of(CAPTURES), "metadata", "What the ledger keeps of a prediction."));

    static final List<Key> VERIFY =
            List.of(Key.usual("restores", RESTORES, "3", "How many environments are started at the same time."));
    static final List<Key> SHIFT = List.of(
            Key.needed("to", new Form.Share(true), "The candidate's share of the traffic."),
            Key.usual("at_least", AT_LEAST, "0s", "No advance before this time is over."),
            Key.needed("at_most", AT_MOST, "At this time on_inconclusive decides."),
            Key.usual("requests", REQUESTS, Long.toString(Presets.REQUESTS), "No advance before so many requests."));
    static final List<Key> ASK =
            List.of(Key.free("of", new Form.OneOrMore(ANY_TEXT), "Who may approve; anyone where it is left out."));
    static final List<Key> BAKE =
            List.of(Key.needed("for", AT_MOST, "How long the candidate has all traffic and stable is kept awake."));

    static final List<Key> STEPS = List.of(
            Key.free(
                    "verify", new Form.Keys(VERIFY), "The new version answers its golden samples, without any client."),
            Key.free("shift", new Form.Keys(SHIFT), "A share of the traffic goes to the candidate."),
            Key.free("ask", new Form.Keys(ASK), "A person must approve."),
            Key.free("bake", new Form.Keys(BAKE), "All the traffic, and an instant way back."));

    static final List<Key> RELEASE = List.of(
            Key.usual(
                    "plan",
                    new Form.Words(List.copyOf(Presets.NAMES)),
                    Presets.DEFAULT,
                    "A plan that is known by name."),
            Key.free("steps", new Form.Items(new Form.OneKey(STEPS), 1), "Steps of one's own, in place of a plan."),
            Key.free("advance", of(ADVANCES), "What a step needs to be passed."),
            Key.free(
                    "on_inconclusive",
                    of(ON_INCONCLUSIVE),
                    "What happens when a step's time is over and nothing is decided."),
            Key.usual(
                    "alpha",
                    ALPHA,
                    plain(Presets.ALPHA),
                    "The highest probability of rolling back a candidate that is no worse than tolerated."),
            Key.usual("beta", ALPHA, plain(Presets.BETA), "The highest probability of a false proof."),
            Key.usual(
                    "tolerate",
                    TOLERATE,
                    plain(Presets.TOLERATE),
                    "The odds ratio of candidate to stable that is still accepted."),
            Key.free("slo", new Form.Share(false), "The share of calls that may fail at all, below 100%."),
            Key.free("quantiles", new Form.Items(QUANTILE, 1), "The latency quantiles to compare."),
            Key.free("alarms", new Form.OneOrMore(ANY_TEXT), "The names of alarms that roll back."));

    static final List<Key> TOP = List.of(
            Key.needed("model", NAME, "The name clients use."),
            Key.free(
                    "format",
                    of(FORMATS),
                    "The weights' format, or mlflow where an MLmodel says it; told from the first file's name where it is left out."),
            Key.needed("weights", new Form.OneOrMore(FILE), "The weights, one file or several, the one to load first."),
            Key.free("samples", FILE, "Golden samples: requests whose answers are known, one JSON object a line."),
            Key.free("baseline", TABLE, "Training features, .csv or .parquet, one column a feature."),
            Key.free("licence", LICENCE, "The licence, an SPDX expression."),
            Key.free(
                    "signature",
                    new Form.Keys(SIGNATURE),
                    "What the file cannot say, or what should be stricter than the file."),
            Key.free("serving", new Form.Keys(SERVING), "How the model is served."),
            Key.free("release", new Form.Keys(RELEASE), "How it is released."));

    private SpecKeys() {}

    private static Form of(Map<String, ?> words) {
        return new Form.Words(List.copyOf(words.keySet()));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> words.put(word.apply(value), value));
        return Collections.unmodifiableMap(words);
    }

    /** The keys of each kind of step. */
    static Map<String, List<String>> stepKeys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (Key step : STEPS) {
            keys.put(step.name(), step.form() instanceof Form.Keys(var inner) ? Key.names(inner) : List.of());
        }
        return keys;
    }
}
