package dev.slipway.functions.controller;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.StageKind;
import dev.slipway.core.release.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Gives a model whose function is new its first version: a release like any other, so it is published, proven by the
 * golden samples and written down before the alias exists (I4). Where the alias is there already, nothing is done.
 *
 * @param controller runs the release
 * @param deployed answers the package that a model's function is deployed with
 * @param pause how to wait between two looks
 * @param stage the stage's name, for what to do
 */
record FirstRelease(Controller controller, Function<ModelName, Optional<Digest>> deployed, Pause pause, String stage) {

    private static final String BY = "cloudformation";
    private static final Duration LOOK = Duration.ofSeconds(3);

    /** How it ended. */
    sealed interface Outcome {

        /** Clients can call. */
        record Serves(String version) implements Outcome {}

        /** They cannot, and nothing of it is left but a published version. */
        record Failed(String why) implements Outcome {}
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /**
     * Sees to it that the model serves.
     *
     * @param reason why, for the record
     * @param late whether the time is up; the release is rolled back then
     * @throws PlatformException where AWS fails for good; asked again, it begins anew
     */
    Outcome make(ModelName model, String reason, BooleanSupplier late) throws InterruptedException {
        Optional<EndpointStatus> before = controller.status(model);
        Optional<String> serving = before.flatMap(FirstRelease::serving);
        if (serving.isPresent()) {
            return new Outcome.Serves(serving.get());
        }
        Optional<Digest> digest = deployed.apply(model);
        if (digest.isEmpty()) {
            return new Outcome.Failed("the function of " + model + " names no package in SLIPWAY_MODEL");
        }
        if (before.stream().anyMatch(status -> !status.candidates().isEmpty())) {
            // Of a try that died, or of a function that is gone: nothing serves, so nothing is lost.
            controller.rollback(model, BY, "begun anew: " + reason);
        }
        Optional<Outcome> refused = start(model, digest.get(), reason);
        return refused.isPresent() ? refused.get() : watch(model, late);
    }

    private Optional<Outcome> start(ModelName model, Digest digest, String reason) {
        try {
            controller.start(new StartRequest(
                    model, digest, Presets.named("all-at-once", StageKind.AWS).orElseThrow(), BY, reason));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(new Outcome.Failed(
                    switch (e.kind()) {
                        case UNKNOWN ->
                            e.getMessage() + "; put the package there with: slipway push FOLDER --stage " + stage
                                    + ", then deploy again";
                        case WRONG, CONFLICT -> String.valueOf(e.getMessage());
                    }));
        } catch (PlatformException.Refused | PlatformException.Corrupt e) {
            return Optional.of(new Outcome.Failed(String.valueOf(e.getMessage())));
        }
    }

    private Outcome watch(ModelName model, BooleanSupplier late) throws InterruptedException {
        while (true) {
            Optional<Outcome> outcome = look(model);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            if (late.getAsBoolean()) {
                controller.rollback(model, BY, "the time that CloudFormation waits is up");
                return outcome(model, release(model).status()).orElseThrow();
            }
            pause.pause(LOOK);
        }
    }

    private Optional<Outcome> look(ModelName model) {
        try {
            controller.tick(model);
        } catch (PlatformException.Unavailable e) {
            // Tried again at the next look, as long as there is time.
            return Optional.empty();
        }
        return outcome(model, release(model).status());
    }

    private Optional<Outcome> outcome(ModelName model, Status status) {
        return switch (status) {
            case Status.Promoted(var reason, var _) ->
                Optional.of(controller
                        .status(model)
                        .flatMap(FirstRelease::serving)
                        .<Outcome>map(Outcome.Serves::new)
                        .orElseGet(() -> new Outcome.Failed(reason.text())));
            case Status.RolledBack(var reason, var _) ->
                Optional.of(new Outcome.Failed(
                        "version " + release(model).candidate().version() + " of " + model + " was not let to clients: "
                                + reason.text()));
            case Status.Running(), Status.Paused(var _, var _, var _), Status.Waiting(var _, var _, var _) ->
                Optional.empty();
        };
    }

    private ReleaseState release(ModelName model) {
        return controller.status(model).flatMap(EndpointStatus::release).orElseThrow();
    }

    /** The version with the most traffic, where there is any. */
    private static Optional<String> serving(EndpointStatus status) {
        return status.weights()
                .flatMap(weights -> weights.shares().entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey));
    }
}
