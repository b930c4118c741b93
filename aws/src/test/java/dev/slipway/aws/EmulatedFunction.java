package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.waiters.LambdaWaiter;

/** An endpoint's function in an emulator: what a deployment makes of it. */
final class EmulatedFunction {

    private static final int MEMORY = 256;
    private static final int MOST_ASKS = 600;
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final AwsClients clients;
    private final String name;
    private final LambdaWaiter waiter;

    EmulatedFunction(AwsClients clients, FunctionNames names, ModelName endpoint) {
        this.clients = clients;
        this.name = names.of(endpoint);
        this.waiter = LambdaWaiter.builder()
                .client(clients.lambda())
                .overrideConfiguration(configuration -> configuration
                        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(BETWEEN))
                        .maxAttempts(MOST_ASKS))
                .build();
    }

    /** Makes the function, or changes it, to serve a package; back when that is done. */
    void deploy(Digest digest) {
        Environment environment = Environment.builder()
                .variables(Map.of(FunctionSettings.MODEL, digest.toString()))
                .build();
        try {
            var now = clients.lambda().getFunctionConfiguration(request -> request.functionName(name));
            if (!environment.variables().equals(now.environment().variables())) {
                clients.lambda()
                        .updateFunctionConfiguration(
                                request -> request.functionName(name).environment(environment));
                waiter.waitUntilFunctionUpdatedV2(request -> request.functionName(name));
            }
        } catch (ResourceNotFoundException e) {
            clients.lambda()
                    .createFunction(request -> request.functionName(name)
                            .runtime("java25")
                            .handler(EchoFunction.HANDLER)
                            .role("arn:aws:iam::000000000000:role/tests")
                            .memorySize(MEMORY)
                            .environment(environment)
                            .code(code -> code.zipFile(SdkBytes.fromByteArray(zip()))));
            waiter.waitUntilFunctionActiveV2(request -> request.functionName(name));
        }
    }

    /** Waits until a version can be called. */
    void awaitReady(String version) {
        waiter.waitUntilPublishedVersionActive(
                request -> request.functionName(name).qualifier(version));
    }

    private static byte[] zip() {
        String path = EchoFunction.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream code = Objects.requireNonNull(EchoFunction.class.getResourceAsStream("/" + path))) {
            zip.putNextEntry(new ZipEntry(path));
            code.transferTo(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
