package dev.slipway.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An emulator of AWS that somebody started: {@code -Demulator.endpoint=http://127.0.0.1:4566}, and {@code
 * emulators/localstack} starts one. Where none is named the tests are left out, unless {@code -Demulator.required=true}
 * says that one must be there.
 */
final class Emulator implements ParameterResolver, ExecutionCondition {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Emulator.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (endpoint().isPresent()) {
            return ConditionEvaluationResult.enabled("an emulator is named");
        }
        if (Boolean.getBoolean("emulator.required")) {
            throw new ExtensionConfigurationException(
                    "an emulator is required and none is named; expected -Demulator.endpoint=http://127.0.0.1:4566");
        }
        return ConditionEvaluationResult.disabled(
                "no emulator of AWS: start one with aws/emulators/localstack FOLDER and"
                        + " name it in -Demulator.endpoint");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("running", key -> new Running(endpoint().orElseThrow()), Running.class);
    }

    private static Optional<URI> endpoint() {
        return Optional.ofNullable(System.getProperty("emulator.endpoint"))
                .filter(named -> !named.isEmpty())
                .map(URI::create);
    }

    /** The running emulator. */
    static final class Running {

        private final URI endpoint;
        private final String bucket = "slipway-" + UUID.randomUUID();
        private final AtomicInteger places = new AtomicInteger();

        Running(URI endpoint) {
            this.endpoint = endpoint;
            try (AwsClients clients = new AwsClients(settings())) {
                clients.s3()
                        .createBucket(request -> request.bucket(bucket)
                                .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
            }
        }

        /** Under load an emulator now and then leaves a request without an answer: it is asked again soon, and often. */
        AwsSettings settings() {
            return AwsSettings.in("eu-west-1").emulatedAt(endpoint).patient(Duration.ofSeconds(5), 12);
        }

        /** A place that no test has used. */
        S3Place freshPlace() {
            return new S3Place(bucket, "test-" + places.incrementAndGet() + "/");
        }
    }
}
