package dev.slipway.core.spec;

import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.StageKind;
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
    static final List<String> KEYS = Key.names(SpecKeys.RELEASE);

    /** Settings that compare the candidate with stable while both serve. */
    static final List<String> COMPARING =
            List.of("advance", "on_inconclusive", "alpha", "beta", "tolerate", "slo", "quantiles");

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
            promotesWithoutProof(block, settings, Advance.PROOF);
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
        Presets.named(name, StageKind.LOCAL)
                .ifPresent(preset -> promotesWithoutProof(block, settings, preset.advance()));
        return new ReleaseSpec.Preset(name, settings);
    }

    /** A plan that lets weights rise only on proof, and then for want of it (I2). */
    private void promotesWithoutProof(Block block, ReleaseSettings settings, Advance otherwise) {
        if (settings.onInconclusive().equals(Optional.of(OnInconclusive.PROMOTE))
                && settings.advance().orElse(otherwise) == Advance.PROOF) {
            findings.add(
                    block.entry("on_inconclusive").key().place(),
                    "on_inconclusive: promote contradicts advance: proof"
                            + (settings.advance().isPresent() ? "" : ", which this plan has where it names none"),
                    "hold, roll-back or ask",
                    "or say advance: no-evidence-against");
        }
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
                block.find("advance").flatMap(value -> value.oneOf(SpecKeys.ADVANCES)),
                block.find("on_inconclusive").flatMap(value -> value.oneOf(SpecKeys.ON_INCONCLUSIVE)),
                block.find("alpha").flatMap(value -> value.number(SpecKeys.ALPHA)),
                block.find("beta").flatMap(value -> value.number(SpecKeys.ALPHA)),
                block.find("tolerate").flatMap(value -> value.number(SpecKeys.TOLERATE)),
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
                .flatMap(item -> item.number(SpecKeys.QUANTILE).stream())
                .toList();
    }
}
