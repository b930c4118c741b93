package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.Signer;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.StageNames;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The ports on one AWS account and region: the wiring of this module. Adapters share its connections, so close it when
 * they are not needed any more. Many threads may use it and them.
 */
public final class AwsPlatform implements AutoCloseable {

    /** The alias that clients call through. */
    private static final String ALIAS = "live";

    /** Larger parts need more memory, smaller ones more requests. */
    private static final int PART_SIZE = 8 << 20;

    private static final int PARALLEL_PARTS = 4;

    private final AwsClients clients;
    private final InstantSource clock;
    private final Backoff backoff = new Backoff(new SecureRandom(), Thread::sleep);

    private AwsPlatform(AwsClients clients, InstantSource clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /** Makes no connection yet. */
    public static AwsPlatform open(AwsSettings settings) {
        return new AwsPlatform(new AwsClients(settings), InstantSource.system());
    }

    /** For tests: over clients of theirs. */
    static AwsPlatform over(AwsClients clients) {
        return over(clients, InstantSource.system());
    }

    /** For tests: with a time of theirs too. */
    static AwsPlatform over(AwsClients clients, InstantSource clock) {
        return new AwsPlatform(clients, clock);
    }

    /** Packages in a bucket. */
    public CollectingStore modelStore(S3Place place) {
        return modelStore(place, PART_SIZE, PARALLEL_PARTS);
    }

    /** Packages in a bucket, large blobs in parts of {@code partSize} bytes, so many at a time. */
    CollectingStore modelStore(S3Place place, int partSize, int parallelParts) {
        S3Blobs blobs = new S3Blobs(clients.s3(), place);
        PartUpload parts = new PartUpload(clients.s3(), place, parallelParts);
        return new S3ModelStore(
                clients.s3(),
                place,
                blobs,
                new BlobUpload(clients.s3(), place, blobs, parts, backoff, partSize),
                new S3Index(place, documents(place), backoff),
                clock);
    }

    /** Release state in a bucket. */
    public ReleaseStore releaseStore(S3Place place) {
        return new S3ReleaseStore(documents(place), place);
    }

    /** Versions of functions. */
    public FunctionService functionService(FunctionNames names) {
        return lambda(names);
    }

    /**
     * The package that an endpoint's function is deployed with, and which its next version will serve; empty where
     * there is no such function, or it is none of ours.
     */
    public Optional<Digest> deployed(FunctionNames names, ModelName endpoint) {
        return lambda(names).deployed(endpoint);
    }

    /** An endpoint's function as it is deployed, which its next version will be; empty where there is none. */
    public Optional<DeployedFunction> deployment(FunctionNames names, ModelName endpoint) {
        return lambda(names).deployment(endpoint);
    }

    /** CloudFormation's stacks. */
    public Stacks stacks() {
        return new CloudFormationStacks(clients.cloudFormation());
    }

    /**
     * Takes away a stage's packages and release records, with all their old versions, and the bucket where it is the
     * stage's own. Killed, it ends complete when it is done again.
     *
     * @return how many objects and versions went
     */
    public long removeStore(StageNames names) {
        return new StoreRemoval(clients.s3(), names).remove();
    }

    /**
     * What is to be looked at in a stage's account.
     *
     * @param models the models it shall serve
     */
    public AccountChecks accountChecks(AwsStage stage, List<ModelName> models) {
        return new AccountChecks(clients, stage, models, this, clock);
    }

    private LambdaFunctionService lambda(FunctionNames names) {
        return new LambdaFunctionService(
                clients.lambda(), names, new LambdaCalls(clients.lambda(), this::warmEvent), backoff);
    }

    /** Weights on the alias {@value #ALIAS} of functions. */
    public Router router(FunctionNames names) {
        return new LambdaRouter(clients.lambda(), names, ALIAS);
    }

    /** What clients met who called through the alias. */
    public MetricSource metricSource(FunctionNames names) {
        return new CloudWatchMetricSource(clients.cloudWatch(), new MetricNames(names, ALIAS));
    }

    /** CloudWatch's alarms. */
    public AlarmSource alarmSource() {
        return new CloudWatchAlarmSource(clients.cloudWatch(), clients.region());
    }

    /**
     * Signs with a P-256 key in KMS.
     *
     * @param keyId the key's id, ARN, or {@code alias/name}
     */
    public Signer signer(String keyId) {
        return new KmsSigner(clients.kms(), keyId);
    }

    /**
     * The text of a secret in Secrets Manager.
     *
     * @param id its name or ARN
     * @throws dev.slipway.core.platform.PlatformException where it cannot be read; nothing of it is in the message
     */
    public String secret(String id) {
        return new Secrets(clients.secrets()).read(id);
    }

    /**
     * Checks that the credentials are those of an account.
     *
     * @param account the twelve digits
     * @throws dev.slipway.core.platform.PlatformException.Refused where they are another's, or none
     */
    public void checkAccount(String account) {
        new AwsAccount(clients.sts()).check(account);
    }

    private byte[] warmEvent(ModelName endpoint) {
        return HttpEvent.ready(endpoint, UUID.randomUUID().toString(), clock.instant());
    }

    private S3Documents documents(S3Place place) {
        return new S3Documents(
                clients.s3(), place, backoff, () -> UUID.randomUUID().toString());
    }

    @Override
    public void close() {
        clients.close();
    }
}
