package dev.slipway.infra;

import dev.slipway.core.doctor.Starts;
import dev.slipway.core.platform.Trust;
import dev.slipway.core.platform.folder.KeyFiles;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.Problem;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.StageNames;
import dev.slipway.core.spec.StageSetup;
import dev.slipway.packager.StageFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one stage's models, and refuses what could not be written down. */
final class PlanReading {

    private final Path folder;
    private final AwsStage stage;
    private final PinnedPackages pinned;
    private final Starts starts;
    private final List<Problem> problems;

    PlanReading(Path folder, AwsStage stage, PinnedPackages pinned, Starts starts, List<Problem> problems) {
        this.folder = folder;
        this.stage = stage;
        this.pinned = pinned;
        this.starts = starts;
        this.problems = problems;
    }

    Optional<StagePlan> read() throws IOException {
        int before = problems.size();
        checkStage();
        Trust trust = trust();
        List<ServedModel> models = new ArrayList<>();
        for (Located<String> entry : stage.models()) {
            model(entry).filter(model -> isNew(model, models, entry)).ifPresent(models::add);
        }
        return problems.size() == before
                ? Optional.of(new StagePlan(stage, models, trust, Optional.empty()))
                : Optional.empty();
    }

    private void checkStage() {
        fits("stage " + stage.name(), () -> StageNames.of(stage).bucket());
        fits("stage " + stage.name(), () -> StageNames.of(stage).aliasMaker());
    }

    private Trust trust() throws IOException {
        try {
            return KeyFiles.trust(folder, stage.signing());
        } catch (ProblemsException e) {
            problems.addAll(e.problems());
            return Trust.ANYBODY;
        }
    }

    private Optional<ServedModel> model(Located<String> entry) throws IOException {
        try {
            ServedModel model =
                    pinned.over(stage.name(), ServedModel.of(StageFolders.read(folder, entry), starts), starts);
            fits(entry.place().toString(), () -> StageNames.of(stage).function(model.name()));
            checkTimeout(model, entry);
            return Optional.of(model);
        } catch (ProblemsException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A REST API gives up before the longest time that a function may be given. */
    private void checkTimeout(ServedModel model, Located<String> entry) {
        if (stage.setup().door() == StageSetup.Door.REST
                && model.serving().timeout().compareTo(RestFrontDoor.PATIENCE) > 0) {
            problems.add(new Problem(
                    entry.place().toString(),
                    "serving.timeout of the model " + model.name() + " is "
                            + DurationText.format(model.serving().timeout()) + ", and this stage's REST API waits "
                            + DurationText.format(RestFrontDoor.PATIENCE),
                    DurationText.format(RestFrontDoor.PATIENCE) + " at most",
                    ""));
        }
    }

    private boolean isNew(ServedModel model, List<ServedModel> before, Located<String> entry) {
        Optional<Problem> second = StageFolders.second(
                entry, model.name(), before.stream().map(ServedModel::name).toList());
        second.ifPresent(problems::add);
        return second.isEmpty();
    }

    private void fits(String place, Runnable name) {
        try {
            name.run();
        } catch (IllegalArgumentException e) {
            problems.add(Problem.at(place, String.valueOf(e.getMessage())));
        }
    }
}
