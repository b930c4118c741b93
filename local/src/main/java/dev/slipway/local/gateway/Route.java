package dev.slipway.local.gateway;

import dev.slipway.core.model.ModelName;
import java.util.Optional;

/** Where a path below {@code /v2} leads. */
sealed interface Route {

    /** {@code /v2}: what this server is. */
    record Server() implements Route {}

    /** {@code /v2/health/live}. */
    record Live() implements Route {}

    /** {@code /v2/health/ready}. */
    record Ready() implements Route {}

    /** {@code /v2/repository/index}. */
    record Index() implements Route {}

    /**
     * {@code /v2/models/{model}[/versions/{version}][/...]}: the model's function answers.
     *
     * @param model the model
     * @param version the version that the client pins, where it pins one
     */
    record Model(ModelName model, Optional<String> version) implements Route {}

    /** Nothing of ours. */
    record Unknown() implements Route {}

    /** Where this path, as it stands in the request line, leads. */
    static Route of(String path) {
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return switch (trimmed) {
            case "/v2" -> new Server();
            case "/v2/health/live" -> new Live();
            case "/v2/health/ready" -> new Ready();
            case "/v2/repository/index" -> new Index();
            default -> trimmed.startsWith("/v2/models/") ? model(trimmed.split("/", -1)) : new Unknown();
        };
    }

    /** The parts are: nothing, v2, models, the model, versions, the version, and the rest. */
    private static Route model(String[] parts) {
        if (!ModelName.isAllowed(parts[3])) {
            return new Unknown();
        }
        ModelName model = new ModelName(parts[3]);
        boolean pinned = parts.length > 5 && parts[4].equals("versions") && !parts[5].isEmpty();
        return new Model(model, pinned ? Optional.of(parts[5]) : Optional.empty());
    }
}
