package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What several processes of one setup showed; times in milliseconds.
 *
 * @param rounds how many processes
 * @param phases the parts of the start, in their order
 * @param ready from the start of the process until it could answer, or stood at its checkpoint
 * @param first the first call, the restore before it included
 * @param warm later calls, of all processes together
 * @param busy a call of those that came without a pause, on average
 * @param processor the processor time of such a call
 * @param memory the most memory a process had, in bytes, where the system told
 */
public record Figures(
        int rounds,
        Map<Phase, Spread> phases,
        Spread ready,
        Spread first,
        Latency warm,
        Spread busy,
        Spread processor,
        Optional<Spread> memory) {

    private static final int DECIMALS = 3;

    /** Orders the phases. */
    public Figures {
        phases = phases.isEmpty() ? Map.of() : new EnumMap<>(phases);
    }

    /**
     * What these rounds show.
     *
     * @throws IllegalArgumentException where there are none
     */
    public static Figures of(List<Round> rounds) {
        Map<Phase, Spread> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            List<Double> found = rounds.stream()
                    .flatMap(round -> Optional.ofNullable(round.phases().get(phase)).stream())
                    .toList();
            if (!found.isEmpty()) {
                phases.put(phase, Spread.of(found));
            }
        }
        List<Double> calls = new ArrayList<>();
        rounds.forEach(round -> calls.addAll(round.calls()));
        List<Double> memory = rounds.stream()
                .flatMap(round -> round.memory().stream().mapToObj(bytes -> (double) bytes))
                .toList();
        return new Figures(
                rounds.size(),
                phases,
                spread(rounds, Round::ready),
                spread(rounds, Round::first),
                Latency.of(calls),
                spread(rounds, Round::busy),
                spread(rounds, Round::busyProcessor),
                memory.isEmpty() ? Optional.empty() : Optional.of(Spread.of(memory)));
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** What a client of a new environment waits for: its start, and the first call. */
    public double firstAnswer() {
        return ready.median() + first.median();
    }

    /** A number with three decimals at most: more were not measured. */
    static Json number(double value) {
        BigDecimal rounded =
                new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return new Json.Numeric(rounded.setScale(Math.max(0, rounded.scale())));
    }

    Json.Fields json() {
        Json.Fields parts = Json.object();
        for (Map.Entry<Phase, Spread> phase : phases.entrySet()) {
            parts = parts.with(phase.getKey().key(), phase.getValue().json());
        }
        return Json.object()
                .with("rounds", Json.of(rounds))
                .with("phases_ms", parts)
                .with("ready_ms", ready.json())
                .with("first_ms", first.json())
                .with("warm_ms", warm.json())
                .with("busy_ms", busy.json())
                .with("processor_ms", processor.json())
                .with("memory", memory.<Json>map(Spread::json).orElseGet(Json.Null::new));
    }

    static Figures read(JsonReader json) {
        JsonReader parts = json.child("phases_ms");
        Map<Phase, Spread> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            parts.optionalChild(phase.key()).map(Spread::read).ifPresent(spread -> phases.put(phase, spread));
        }
        return new Figures(
                (int) json.whole("rounds"),
                phases,
                Spread.read(json.child("ready_ms")),
                Spread.read(json.child("first_ms")),
                Latency.read(json.child("warm_ms")),
                Spread.read(json.child("busy_ms")),
                Spread.read(json.child("processor_ms")),
                json.optionalChild("memory").map(Spread::read));
    }
}
