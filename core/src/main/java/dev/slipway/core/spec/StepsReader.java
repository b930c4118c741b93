package dev.slipway.core.spec;

import dev.slipway.core.release.Presets;
import dev.slipway.core.release.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the steps of a release: what each may hold, and what order they may have. */
final class StepsReader {

    static final String NAME = "in a step";
    static final Map<String, List<String>> KEYS = SpecKeys.stepKeys();

    private static final List<String> KINDS = List.of("verify", "shift", "ask", "bake", "shadow", "bandit");
    private static final int RESTORES = 3;
    private static final String EXAMPLE = "a step such as - shift: {to: 10%, at_least: 5m, at_most: 2h}";

    private final Vocabulary vocabulary;
    private final Findings findings;

    StepsReader(Vocabulary vocabulary, Findings findings) {
        this.vocabulary = vocabulary;
        this.findings = findings;
    }

    List<Step> read(Value value) {
        List<Located<Step>> steps = new ArrayList<>();
        for (Value item : value.items("a list of steps, the first of them - verify: {}")) {
            step(item).ifPresent(step -> steps.add(new Located<>(step, item.place())));
        }
        checkOrder(steps);
        return steps.stream().map(Located::value).toList();
    }

    private void checkOrder(List<Located<Step>> steps) {
        BigDecimal reached = BigDecimal.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i).value();
            Place place = steps.get(i).place();
            if (i == 0 && !(step instanceof Step.Verify)) {
                findings.add(
                        place,
                        "steps: the first step is " + step.label(),
                        "verify: no version gets traffic before it answered its golden samples",
                        "begin with - verify: {}");
            }
            if (i > 0 && step instanceof Step.Verify) {
                findings.add(place, "steps: verify comes again", "it once, as the first step", "");
            }
            if (step instanceof Step.Shift shift) {
                if (shift.to().compareTo(reached) <= 0) {
                    findings.add(
                            place, "steps: " + shift.label() + " is no rise", "shares that rise from step to step", "");
                }
                reached = shift.to();
            }
            if (step instanceof Step.Bake && i < steps.size() - 1) {
                findings.add(place, "steps: something follows bake", "bake as the last step", "");
            }
        }
    }

    private Optional<Step> step(Value item) {
        if (!(item.yaml() instanceof Yaml.Mapping mapping)) {
            return item.wrong(EXAMPLE);
        }
        if (mapping.entries().size() != 1) {
            findings.add(
                    item.place(),
                    "a step with " + mapping.entries().size() + " keys",
                    EXAMPLE,
                    "begin each step with a hyphen");
            return Optional.empty();
        }
        Block block = item.block(NAME, KINDS, vocabulary);
        return block.keys().stream().findFirst().flatMap(kind -> step(kind, block.entry(kind)));
    }

    private Optional<Step> step(String kind, Yaml.Entry entry) {
        if (kind.equals("shadow") || kind.equals("bandit")) {
            findings.add(
                    entry.key().place(),
                    "the step " + kind + " cannot be run yet",
                    "",
                    "use verify, shift, ask or bake");
            return Optional.empty();
        }
        // "- verify:" with nothing behind it means "all defaults".
        Yaml body = entry.value() instanceof Yaml.Scalar scalar && scalar.kind() == Yaml.Kind.NOTHING
                ? new Yaml.Mapping(entry.key().place(), List.of())
                : entry.value();
        List<String> keys = KEYS.getOrDefault(kind, List.of());
        Block block = Block.of(body, kind, "under " + kind, keys, vocabulary, findings);
        return switch (kind) {
            case "verify" ->
                Optional.of(new Step.Verify(block.find("restores")
                        .flatMap(value -> value.whole(SpecKeys.RESTORES))
                        .orElse(RESTORES)));
            case "shift" -> shift(block);
            case "ask" ->
                Optional.of(new Step.Ask(
                        block.find("of").map(value -> value.texts("a person or team")).orElse(List.of()).stream()
                                .map(Located::value)
                                .toList()));
            case "bake" ->
                block.need("for", "for: 30m")
                        .flatMap(value -> value.duration(SpecKeys.AT_MOST))
                        .map(Step.Bake::new);
            default -> throw new IllegalStateException(kind);
        };
    }

    private Optional<Step> shift(Block block) {
        Optional<BigDecimal> to = block.need("to", "to: 10%").flatMap(Value::share);
        Optional<Value> least = block.find("at_least");
        Optional<Value> most = block.need("at_most", "at_most: 2h");
        Optional<Duration> atLeast = least.isEmpty()
                ? Optional.of(Duration.ZERO)
                : least.flatMap(value -> value.duration(SpecKeys.AT_LEAST));
        Optional<Duration> atMost = most.flatMap(value -> value.duration(SpecKeys.AT_MOST));
        Optional<Integer> requests = block.has("requests")
                ? block.find("requests").flatMap(value -> value.whole(SpecKeys.REQUESTS))
                : Optional.of((int) Presets.REQUESTS);
        if (to.isEmpty() || atLeast.isEmpty() || atMost.isEmpty() || requests.isEmpty()) {
            return Optional.empty();
        }
        if (atMost.get().compareTo(atLeast.get()) < 0) {
            most.orElseThrow().wrong("no less than at_least");
            return Optional.empty();
        }
        return Optional.of(new Step.Shift(to.get(), atLeast.get(), atMost.get(), requests.get()));
    }
}
