package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.kit.FunctionServiceContract;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;

/** Functions in an emulator: what is published, under which guards, and, where functions run, what they answer. */
@Needs(Capability.FUNCTION_VERSIONS)
@Needs(
        value = Capability.FUNCTION_CALLS,
        tests = {"aVersionThatIsReadyAnswers", "aWarmedVersionAnswers", "aVersionWithTrafficIsNotDeleted"})
class LambdaFunctionServiceEmulatorIT extends FunctionServiceContract {

    private static final FunctionNames NAMES = new FunctionNames("tests-");
    private static final Digest ONE = Digest.of(new byte[] {1});
    private static final Digest OTHER = Digest.of(new byte[] {2});

    private final AwsClients clients;
    private final AwsPlatform platform;
    private final ModelName endpoint = new ModelName(Emulator.freshName("digits"));
    private final EmulatedFunction function;

    LambdaFunctionServiceEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.platform = AwsPlatform.over(clients);
        this.function = new EmulatedFunction(clients, NAMES, endpoint);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected FunctionService functions() {
        return new DeployingFunctionService(platform.functionService(NAMES), function, Set.of(ONE, OTHER));
    }

    @Override
    protected ModelName endpoint() {
        return endpoint;
    }

    @Override
    protected Digest digest() {
        return ONE;
    }

    @Override
    protected Digest otherDigest() {
        return OTHER;
    }

    @Override
    protected byte[] event() {
        return "{\"echo\":true}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void awaitReady(ModelName ofThis, String version) {
        function.awaitReady(version);
    }

    @Override
    protected void giveTraffic(ModelName ofThis, String version) {
        platform.router(NAMES).create(endpoint, Weights.only(version));
    }

    /** What is not deployed is never published. */
    @Override
    protected Optional<Digest> unservable() {
        function.deploy(ONE);
        return Optional.of(Digest.of(new byte[] {3}));
    }

    @Test
    void whatAFunctionIsDeployedWithIsRead() {
        assertThat(platform.deployed(NAMES, endpoint)).isEmpty();
        function.deploy(ONE);

        assertThat(platform.deployed(NAMES, endpoint)).contains(ONE);
    }

    /** The adapter tells the two refusals apart from all others, one of them by its words alone. */
    @Test
    void nothingIsPublishedUnderAnotherCodeOrAnOlderRevision() {
        function.deploy(ONE);
        String name = NAMES.of(endpoint);
        var looked = clients.lambda().getFunctionConfiguration(request -> request.functionName(name));
        function.deploy(OTHER);

        assertThatThrownBy(() -> clients.lambda()
                        .publishVersion(request -> request.functionName(name)
                                .codeSha256(looked.codeSha256())
                                .revisionId(looked.revisionId())))
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() -> clients.lambda()
                        .publishVersion(request ->
                                request.functionName(name).codeSha256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("CodeSHA256");
        assertThat(functions().versions(endpoint)).isEmpty();
    }

    @Test
    void aVersionThatHasTrafficIsHeldByItsAlias() {
        FunctionVersion version = functions().publish(endpoint, ONE);
        function.awaitReady(version.version());
        giveTraffic(endpoint, version.version());

        assertThatThrownBy(() -> functions().delete(endpoint, version.version()))
                .hasMessageContaining("the alias live");
        assertThat(functions().versions(endpoint)).containsExactly(version);
    }
}
