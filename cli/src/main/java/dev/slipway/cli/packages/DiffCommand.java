package dev.slipway.cli.packages;

import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.Digest;
import dev.slipway.packager.PackageDiff;
import dev.slipway.packager.PackageReferences;
import dev.slipway.packager.beside.Beside;
import dev.slipway.packager.beside.MeasuredDiff;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway diff}: what changed from one package to another. */
@Command(
        name = "diff",
        description = {
            "Tells what changed from one package to another: files, size, signature, what the golden samples expect, and how"
                    + " quick they were on one kind of machine.",
            "A folder is packaged first."
        },
        footer = {
            "",
            "Example:",
            "  slipway diff digits:stable examples/digits/v2",
            "  slipway diff digits:stable models/digits --stage prod"
        })
public final class DiffCommand extends SlipwayCommand {

    @Parameters(paramLabel = "A", description = "It may be " + PackageNames.KINDS + ".")
    private String from = "";

    @Parameters(paramLabel = "B", description = "As A.")
    private String to = "";

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Where they are: " + StorePlace.KINDS
                    + ". Default: the store of this machine, or of the stage on AWS" + " that --stage names.")
    private @Nullable String elsewhere;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    /** A command that runs in these surroundings. */
    public DiffCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        try (StorePlace here = StorePlace.here(localStore());
                StorePlace there = options.open(surroundings().folder(), elsewhere, stageOnAws(), this::localStore)) {
            StorePlace first = placeOf(from, here, there);
            StorePlace second = placeOf(to, here, there);
            Digest before = first.find(surroundings().folder(), from);
            Digest after = second.find(surroundings().folder(), to);
            show(
                    PackageDiff.of(first.store(), before, second.store(), after),
                    MeasuredDiff.of(Beside.of(first.store(), before), Beside.of(second.store(), after)));
        }
        return Exit.DONE;
    }

    /** Folders are here, wherever the packages are: what is on a stage can be compared with what is worked on. */
    private StorePlace placeOf(String name, StorePlace here, StorePlace there) {
        return switch (PackageNames.find(there.store(), surroundings().folder(), name)) {
            case PackageReferences.Unpacked _ -> here;
            case PackageReferences.Stored _ -> there;
        };
    }

    private void show(PackageDiff diff, MeasuredDiff measured) {
        if (json) {
            surroundings().out().println(JsonText.write(diff.json().with("measured", measured.json())));
            return;
        }
        diff.lines(Sizes::text).forEach(surroundings().out()::println);
        if (!diff.isEmpty()) {
            measured.lines().forEach(surroundings().out()::println);
        }
    }
}
