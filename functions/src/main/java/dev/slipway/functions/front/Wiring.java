package dev.slipway.functions.front;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.FunctionNames;
import dev.slipway.core.model.ModelName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes the front function of its environment. The one place that reads it.
 *
 * <p>{@code SLIPWAY_MODELS} are the stage's models, with commas between them, {@code SLIPWAY_FUNCTIONS} is what its
 * functions' names begin with.
 *
 * @param environment the environment
 */
record Wiring(Map<String, String> environment) {

    static Wiring ofThisProcess() {
        return new Wiring(System.getenv());
    }

    Models models() {
        FunctionNames names = new FunctionNames(
                required("SLIPWAY_FUNCTIONS", "what functions' names begin with, such as slipway-prod-"));
        AwsPlatform platform =
                AwsPlatform.open(AwsSettings.in(required("AWS_REGION", "the region, such as eu-central-1")));
        List<ModelName> models = Arrays.stream(required("SLIPWAY_MODELS", "models, such as digits,wine")
                        .split(","))
                .map(ModelName::new)
                .toList();
        return new Models(models, platform.router(names), platform.functionService(names));
    }

    /** Slipway's own version. */
    static String release() {
        String version = Wiring.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private String required(String key, String meaning) {
        String value = environment.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(key + " is not set; expected " + meaning);
        }
        return value;
    }
}
