package dev.slipway.functions.front;

import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import java.util.List;
import java.util.Optional;

/**
 * The models of a stage, as the platform says that they are now.
 *
 * @param names which there are
 * @param router which versions have traffic
 * @param functions how the versions are
 */
record Models(List<ModelName> names, Router router, FunctionService functions) {

    /** Copies the names. */
    Models {
        names = List.copyOf(names);
    }

    /**
     * A version that has traffic.
     *
     * @param model whose
     * @param version its number
     * @param trouble why it cannot answer; empty where it can
     */
    record Version(ModelName model, String version, Optional<String> trouble) {

        boolean ready() {
            return trouble.isEmpty();
        }

        /** A row of the repository's index (Triton, "Model Repository Extension"). */
        Json row() {
            return Json.object()
                    .with("name", Json.of(model.value()))
                    .with("version", Json.of(version))
                    .with("state", Json.of(ready() ? "READY" : "UNAVAILABLE"))
                    .with("reason", Json.of(trouble.orElse("")));
        }
    }

    /** All versions that have traffic; a model that was never released has none. */
    List<Version> serving() {
        return names.stream()
                .flatMap(model -> router.routing(model).stream()
                        .flatMap(routing ->
                                routing.weights().shares().keySet().stream().sorted())
                        .map(version -> new Version(model, version, trouble(model, version))))
                .toList();
    }

    private Optional<String> trouble(ModelName model, String version) {
        try {
            return switch (functions.state(model, version)) {
                case State.Active() -> Optional.empty();
                case State.Inactive() ->
                    Optional.of("it slept for want of calls; a call wakes it, which takes minutes");
                case State.Pending() -> Optional.of("it is being made ready");
                case State.Failed(String reason) -> Optional.of(reason);
            };
        } catch (PlatformException.Missing e) {
            return Optional.of("deleted");
        }
    }
}
