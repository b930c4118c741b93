package dev.slipway.infra;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.ModelFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * Templates as the app writes them for a file of stages.
 *
 * @param folder where they lie
 */
record Synth(Path folder) {

    static final Path RESOURCES = Path.of("src/test/resources/dev/slipway/infra");

    /**
     * Writes them.
     *
     * @param stages the file's name among the test resources
     * @param code what the bundles hold
     */
    static Synth of(Path scratch, String stages, String code) {
        long start = System.nanoTime();
        Synth synth = of(scratch, stages, code, app -> {});
        // The first of a JVM starts CDK's Node; all tests of this module share one.
        System.out.printf(
                "synth of %s in JVM %d: %d ms%n",
                Path.of(stages).getFileName(), ProcessHandle.current().pid(), (System.nanoTime() - start) / 1_000_000);
        return synth;
    }

    /** Stages before REST APIs and all that a stage can be built with, written once for those who only read. */
    static Synth ofDoors() {
        return DOORS.get();
    }

    private static final Supplier<Synth> DOORS = new Supplier<>() {
        private Optional<Synth> made = Optional.empty();

        @Override
        public synchronized Synth get() {
            Synth synth = made.orElseGet(() -> of(Path.of("target/synth-of-doors"), "doors.yaml", "one"));
            made = Optional.of(synth);
            return synth;
        }
    };

    /** Writes them, with something looking on. */
    static Synth of(Path scratch, String stages, String code, Consumer<App> also) {
        try {
            Path bundles = Files.createDirectories(scratch.resolve("bundles"));
            for (String name : zips()) {
                Files.writeString(bundles.resolve(name + ".zip"), name + code);
            }
            return of(scratch.resolve("cdk.out"), RESOURCES.resolve(stages), new Bundles(bundles), also);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them for any file of stages, with any bundles. */
    static Synth of(Path out, Path stages, Bundles bundles, Consumer<App> also) throws IOException {
        App app = SlipwayApp.app(AppProps.builder().outdir(out.toString()).context(flags()));
        SlipwayApp.compose(app, StagePlan.read(stages), bundles);
        also.accept(app);
        app.synth();
        return new Synth(out);
    }

    /** Every zip that a build makes. */
    private static List<String> zips() {
        List<String> zips = new ArrayList<>(List.of("slipway-controller"));
        for (ModelFormat format : ModelFormat.values()) {
            if (!Bundles.isImage(format)) {
                zips.add("slipway-" + format.family() + "-linux-arm64");
                zips.add("slipway-" + format.family() + "-linux-x86_64");
            }
        }
        return zips;
    }

    /** What {@code cdk.json} tells CDK, so that tests see what its command line writes. */
    private static Map<String, Object> flags() throws IOException {
        Map<String, Object> flags = new TreeMap<>();
        JsonReader.parse("cdk.json", Files.readAllBytes(Path.of("cdk.json")))
                .child("context")
                .fields()
                .forEach((name, value) -> flags.put(name, plain(value)));
        return flags;
    }

    private static Object plain(Json value) {
        return switch (value) {
            case Json.Bool(boolean truth) -> truth;
            case Json.Text(String text) -> text;
            case Json.Array(var items) -> items.stream().map(Synth::plain).toList();
            default -> throw new IllegalArgumentException("cdk.json: no flag looks like " + value);
        };
    }

    /** A stack's template, as it was written. */
    String template(String stack) {
        return text(stack + ".template.json");
    }

    String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the templates into a folder. */
    void keep(Path to) {
        try {
            Files.createDirectories(to);
            for (String stack : stacks()) {
                Files.writeString(to.resolve(stack + ".template.json"), template(stack));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A stack's resources by their names. */
    SortedMap<String, JsonReader> resources(String stack) {
        SortedMap<String, JsonReader> resources = new TreeMap<>();
        JsonReader read = JsonReader.parse("template", template(stack).getBytes(StandardCharsets.UTF_8))
                .child("Resources");
        for (Map.Entry<String, Json> resource : read.fields().entrySet()) {
            resources.put(resource.getKey(), JsonReader.of(resource.getKey(), resource.getValue()));
        }
        return resources;
    }

    /** A stack's resources of one type. */
    List<JsonReader> resources(String stack, String type) {
        return resources(stack).values().stream()
                .filter(resource -> resource.text("Type").equals(type))
                .toList();
    }

    /** The names of all stacks. */
    List<String> stacks() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".template.json"))
                    .map(name -> name.replace(".template.json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
