package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.core.json.Json;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.spec.ReleaseSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code --plan} says: a preset's name, or a file with a release block. */
final class PlanOption {

    private PlanOption() {}

    /**
     * The plan as a stage of this kind takes it.
     *
     * @throws CommandException where it is neither
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with the file
     */
    static Json read(Path folder, String asked, StageKind kind) throws IOException {
        return Presets.NAMES.contains(asked)
                ? Json.of(asked)
                : plan(folder, asked, kind).json();
    }

    /**
     * The plan itself, on a stage of this kind.
     *
     * @throws CommandException where it is neither
     * @throws dev.slipway.core.spec.ProblemsException with all that is wrong with the file
     */
    static ReleasePlan plan(Path folder, String asked, StageKind kind) throws IOException {
        Optional<ReleasePlan> preset = Presets.named(asked, kind);
        if (preset.isPresent()) {
            return preset.get();
        }
        Path file = folder.resolve(asked);
        if (!Files.isRegularFile(file)) {
            throw CommandException.askedWrongly("--plan: found \"" + asked + "\"; expected "
                    + String.join(", ", Presets.NAMES) + ", or a file with a release block");
        }
        return ReleaseSpec.parse(asked, Files.readAllBytes(file)).plan(kind);
    }
}
