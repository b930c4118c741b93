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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
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

    @Parameters(paramLabel = "PACKAGE", description = "It may be " + PackageNames.KINDS + ".")
    private String name = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public InspectCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        ModelStore store = store();
        PackageFacts facts = switch (PackageNames.find(store, surroundings().folder(), name)) {
            case PackageReferences.Stored(Digest digest) -> PackageFacts.of(store, digest);
            case PackageReferences.Unpacked(Path path) -> PackageFacts.of(Packager.read(path));
        };
        if (json) {
            surroundings().out().println(JsonText.write(facts.json()));
        } else {
            show(facts);
        }
        return Exit.DONE;
    }

    private void show(PackageFacts facts) {
        line("package", facts.digest().toString());
        line("tags", facts.tags().isEmpty() ? "none" : String.join(", ", facts.tags()));
        line("model", facts.serving().model().value());
        line("format", facts.serving().format().key());
        line("licence", facts.licence().orElse("not named"));
        line("parameters", String.format(Locale.ROOT, "%,d", facts.weights().parameters()));
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
