package dev.slipway.core.doctor;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that one machine measured of one package. Facts about that machine at that time.
 *
 * @param model the model's name
 * @param digest the package
 * @param format the format of its weights
 * @param memory the memory that its {@code slipway.yaml} gives it, in MB
 * @param time when
 * @param machine where: processor, how many, system
 * @param processor the processor's kind, as bundles are named after it: {@code x86_64} or {@code arm64}
 * @param code the SHA-256 of the function's code that ran
 * @param asked what it was asked with, for people
 * @param bulk how large things are
 * @param cases each setup with what came of it
 */
public record Examination(
        ModelName model,
        Digest digest,
        ModelFormat format,
        int memory,
        Instant time,
        String machine,
        String processor,
        String code,
        String asked,
        Bulk bulk,
        List<Case> cases) {

    private static final long SCHEMA_VERSION = 1;

    /** Copies the cases. */
    public Examination {
        cases = List.copyOf(cases);
    }

    /** What was measured in this setup, where something was. */
    public Optional<Figures> figures(Setup setup) {
        return cases.stream()
                .filter(each -> each.setup().equals(setup))
                .flatMap(each -> each.figures().stream())
                .findFirst();
    }

    /** The cases by memory size: started on demand, or restored. */
    public List<Case> byMemory(boolean snapshot) {
        return cases(setup -> setup.snapshot() == snapshot
                && !setup.cached()
                && setup.threads().isEmpty());
    }

    /** The cases that started from a start-up cache, by memory size. */
    public List<Case> cached() {
        return cases(Setup::cached);
    }

    /** The cases by thread count. */
    public List<Case> byThreads() {
        return cases(setup -> setup.threads().isPresent());
    }

    private List<Case> cases(Predicate<Setup> which) {
        return cases.stream().filter(each -> which.test(each.setup())).toList();
    }

    /** As JSON: what {@code doctor --json} prints and what is kept beside a package. */
    public Json.Fields json() {
        return Json.object()
                .with("schema_version", Json.of(SCHEMA_VERSION))
                .with("model", Json.of(model.value()))
                .with("digest", Json.of(digest.toString()))
                .with("format", Json.of(format.key()))
                .with("memory", Json.of(memory))
                .with("time", Json.of(time.truncatedTo(ChronoUnit.MILLIS).toString()))
                .with("machine", Json.of(machine))
                .with("processor", Json.of(processor))
                .with("code_sha256", Json.of(code))
                .with("asked", Json.of(asked))
                .with("size", bulk.json())
                .with("cases", Json.array(cases.stream().map(Case::json).toList()));
    }

    /**
     * Reads what {@link #json()} wrote.
     *
     * @throws JsonException where it is something else
     */
    public static Examination read(JsonReader json) {
        String format = json.text("format");
        return new Examination(
                new ModelName(json.text("model")),
                Digest.parse(json.text("digest")),
                Arrays.stream(ModelFormat.values())
                        .filter(each -> each.key().equals(format))
                        .findFirst()
                        .orElseThrow(() -> new JsonException(0, 0, "format: found \"" + format + "\"")),
                (int) json.whole("memory"),
                Instant.parse(json.text("time")),
                json.text("machine"),
                json.text("processor"),
                json.text("code_sha256"),
                json.text("asked"),
                Bulk.read(json.child("size")),
                json.children("cases").stream().map(Case::read).toList());
    }
}
