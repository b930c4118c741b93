package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Descriptor;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.packager.PackageFacts;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.Packager;
import dev.slipway.packager.beside.Beside;
import dev.slipway.packager.beside.ModelCard;
import dev.slipway.packager.trial.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway inspect}: what is in a package. */
@Command(
        name = "inspect",
        description = {
            "Shows what is in a package.",
            "Its signature, its files, and what the weights say of themselves. A folder is only looked at, not"
                    + " packaged."
        },
        footer = {"", "Example:", "  slipway inspect examples/digits/v1"})
public final class InspectCommand extends SlipwayCommand {

    private static final String CARD = "README.md";
    private static final int LARGEST_CARD = 4 << 20;

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Where it is: " + StorePlace.KINDS
                    + ". Default: the store of this machine, or of the stage on AWS" + " that --stage names.")
    private @Nullable String elsewhere;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(
            names = "--card",
            description = "Print the model card: the author's words, the facts, and what machines measured.")
    private boolean card;

    /** A command that runs in these surroundings. */
    public InspectCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        try (StorePlace place = options.open(surroundings().folder(), elsewhere, stageOnAws(), this::localStore)) {
            return inspect(place.store());
        }
    }

    private int inspect(ModelStore store) throws IOException {
        PackageReferences.Found found = PackageNames.find(store, surroundings().folder(), name);
        PackageFacts facts = switch (found) {
            case PackageReferences.Stored(Digest digest) -> PackageFacts.of(store, digest);
            case PackageReferences.Unpacked(Path path) -> PackageFacts.of(Packager.read(path));
        };
        Beside beside = Beside.of(store, facts.digest());
        if (card) {
            surroundings().out().print(ModelCard.markdown(facts, author(store, found, facts), beside));
            surroundings().out().flush();
        } else if (json) {
            surroundings().out().println(JsonText.write(facts.json().with("beside", beside.json())));
        } else {
            show(facts);
            show(beside);
        }
        return Exit.DONE;
    }

    private static Optional<String> author(ModelStore store, PackageReferences.Found found, PackageFacts facts)
            throws IOException {
        return switch (found) {
            case PackageReferences.Stored _ ->
                facts.files().stream()
                        .filter(file -> file.path().equals(Optional.of(CARD)))
                        .findFirst()
                        .map(file -> new String(store.read(file.digest(), LARGEST_CARD), StandardCharsets.UTF_8));
            case PackageReferences.Unpacked(Path path) ->
                Files.isRegularFile(path.resolve(CARD))
                        ? Optional.of(Files.readString(path.resolve(CARD)))
                        : Optional.empty();
        };
    }

    private void show(Beside beside) {
        String label = "measured";
        for (Measurement.Shown shown : beside.measured()) {
            line(label, MeasuredText.line(shown));
            label = "";
        }
        label = "origin";
        for (String origin : beside.origins()) {
            line(label, "commit " + origin);
            label = "";
        }
    }

    private void show(PackageFacts facts) {
        line("package", facts.digest().toString());
        line("tags", facts.tags().isEmpty() ? "none" : String.join(", ", facts.tags()));
        line("model", facts.serving().model().value());
        line("format", facts.serving().format().key());
        line("licence", facts.licence().orElse("not named"));
        line("parameters", String.format(Locale.ROOT, "%,d", facts.weights().parameters()));
        line("memory", "estimated " + Sizes.text(facts.estimatedMemory()) + " to serve it");
        facts.weights().told().forEach(told -> line(told.label(), told.text()));
        tensors("inputs", facts.serving().signature().inputs());
        tensors("outputs", facts.serving().signature().outputs());
        String label = "files";
        for (Descriptor file : facts.files()) {
            line(
                    label,
                    String.format(
                            Locale.ROOT,
                            "%-24s %10s  %s",
                            file.path().orElse("?"),
                            Sizes.text(file.size()),
                            file.digest().brief()));
            label = "";
        }
    }

    private void tensors(String label, List<TensorSpec> tensors) {
        String first = label;
        for (TensorSpec tensor : tensors) {
            String shape = tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
            line(first, tensor.name() + " " + tensor.datatype() + " " + shape);
            first = "";
        }
    }

    private void line(String label, String text) {
        surroundings().print(String.format(Locale.ROOT, "%-11s %s", label, text));
    }
}
