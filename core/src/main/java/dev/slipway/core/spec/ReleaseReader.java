package dev.slipway.core.spec;

import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a release block. */
final class ReleaseReader {

    static final String NAME = "under release";
    static final List<String> KEYS = List.of(
            "plan", "steps", "advance", "on_inconclusive", "alpha", "beta", "tolerate", "slo", "quantiles", "alarms");

    /** Settings that compare the candidate with stable while both serve. */
    private static final List<String> COMPARING =
            List.of("advance", "on_inconclusive", "alpha", "beta", "tolerate", "slo", "quantiles");

    private static final Map<String, Advance> ADVANCE =
            words(Map.entry("proof", Advance.PROOF), Map.entry("no-evidence-against", Advance.NO_EVIDENCE_AGAINST));

    private static final Map<String, OnInconclusive> ON_INCONCLUSIVE = words(
            Map.entry("hold", OnInconclusive.HOLD),
            Map.entry("roll-back", OnInconclusive.ROLL_BACK),
            Map.entry("promote", OnInconclusive.PROMOTE),
            Map.entry("ask", OnInconclusive.ASK));

    private final Vocabulary vocabulary;
    private final Findings findings;

    ReleaseReader(Vocabulary vocabulary, Findings findings) {
        this.vocabulary = vocabulary;
        this.findings = findings;
    }

    static ReleaseSpec file(String file, byte[] bytes) {
        Findings findings = new Findings();
        Vocabulary vocabulary = ModelSpecReader.VOCABULARY;
        Block top = Block.of(
                YamlParser.parse(file, bytes), "the file", "in a plan", List.of("release"), vocabulary, findings);
        ReleaseSpec spec = top.need("release", "release: {plan: canary}")
                .map(release -> new ReleaseReader(vocabulary, findings).read(release))
                .orElse(ReleaseSpec.DEFAULT);
        findings.raise();
        return spec;
    }

    ReleaseSpec read(Value value) {
        Block block = value.block(NAME, KEYS, vocabulary);
        ReleaseSettings settings = settings(block);
        if (block.has("steps")) {
            if (block.has("plan")) {
                findings.add(
                        block.entry("plan").key().place(), "plan and steps are both there", "", "keep one of them");
            }
            List<Step> steps = block.find("steps")
                    .map(steps1 -> new StepsReader(vocabulary, findings).read(steps1))
                    .orElse(List.of());
            if (!steps.isEmpty() && steps.stream().noneMatch(ReleaseReader::compares)) {
                inapplicable(block, "these steps never have stable and candidate serve at the same time");
            }
            return new ReleaseSpec.Custom(steps, settings);
        }
        String name = block.find("plan").flatMap(plan -> plan.oneOf(presets())).orElse(Presets.DEFAULT);
        if (name.equals("all-at-once")) {
            inapplicable(block, "the plan all-at-once compares nothing");
        }
        return new ReleaseSpec.Preset(name, settings);
    }

    private static boolean compares(Step step) {
        return switch (step) {
            case Step.Shift shift -> shift.to().compareTo(BigDecimal.ONE) < 0;
            case Step.Bake _, Step.Shadow _, Step.Bandit _ -> true;
            case Step.Verify _, Step.Ask _ -> false;
        };
    }

    private void inapplicable(Block block, String why) {
        block.keys().stream()
                .filter(COMPARING::contains)
                .forEach(key -> findings.add(
                        block.entry(key).key().place(),
                        "the key \"" + key + "\" does not apply: " + why,
                        "",
                        "remove it, or choose another plan"));
    }

    private static Map<String, String> presets() {
        return Presets.NAMES.stream()
                .collect(Collectors.toMap(name -> name, name -> name, (left, right) -> left, LinkedHashMap::new));
    }

    private ReleaseSettings settings(Block block) {
        return new ReleaseSettings(
                block.find("advance").flatMap(value -> value.oneOf(ADVANCE)),
                block.find("on_inconclusive").flatMap(value -> value.oneOf(ON_INCONCLUSIVE)),
                block.find("alpha").flatMap(value -> value.between(0, 0.5, false)),
                block.find("beta").flatMap(value -> value.between(0, 0.5, false)),
                block.find("tolerate").flatMap(value -> value.from(1, 100)),
                block.find("slo").flatMap(ReleaseReader::budget),
                block.find("quantiles").map(ReleaseReader::quantiles).orElse(List.of()),
                block.find("alarms").map(value -> value.texts("an alarm's name")).orElse(List.of()).stream()
                        .map(Located::value)
                        .toList());
    }

    private static Optional<Double> budget(Value value) {
        return value.share()
                .flatMap(share -> share.compareTo(BigDecimal.ONE) < 0
                        ? Optional.of(share.doubleValue())
                        : value.wrong("a share of calls that may fail, such as 1%, below 100%"));
    }

    private static List<Double> quantiles(Value value) {
        return value.items("a list of quantiles such as [0.5, 0.95, 0.99]").stream()
                .flatMap(item -> item.between(0, 1, true).stream())
                .toList();
    }

    @SafeVarargs
    private static <T> Map<String, T> words(Map.Entry<String, T>... words) {
        Map<String, T> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, T> word : words) {
            ordered.put(word.getKey(), word.getValue());
        }
        return ordered;
    }
}
