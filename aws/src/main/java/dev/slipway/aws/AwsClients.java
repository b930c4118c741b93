package dev.slipway.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Makes the SDK's clients, each when it is first asked for, all over one HTTP client. The only place where they are
 * made.
 */
final class AwsClients implements AutoCloseable {

    private final AwsSettings settings;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final ClientOverrideConfiguration overrides;

    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    AwsClients(AwsSettings settings) {
        this(
                settings,
                UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.answerTimeout())
                        .build(),
                ClientOverrideConfiguration.builder());
    }

    /** With another HTTP client, and overrides to begin with. */
    AwsClients(AwsSettings settings, SdkHttpClient http, ClientOverrideConfiguration.Builder overrides) {
        this.settings = settings;
        this.http = new PlainHttp(http);
        this.credentials = settings.keys()
                .map(keys -> (AwsCredentialsProvider)
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.id(), keys.secret())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
        this.overrides = overrides
                .retryStrategy(StandardRetryStrategy.builder()
                        .maxAttempts(settings.attempts())
                        .build())
                .build();
    }

    String region() {
        return settings.region();
    }

    // Made in methods of their own: a bundle that never asks for a service need not carry its classes.

    S3Client s3() {
        return once(S3Client.class, this::makeS3);
    }

    LambdaClient lambda() {
        return once(
                LambdaClient.class,
                () -> common(LambdaClient.builder()).httpClient(http).build());
    }

    CloudWatchClient cloudWatch() {
        return once(
                CloudWatchClient.class,
                () -> common(CloudWatchClient.builder()).httpClient(http).build());
    }

    KmsClient kms() {
        return once(
                KmsClient.class,
                () -> common(KmsClient.builder()).httpClient(http).build());
    }

    SecretsManagerClient secrets() {
        return once(
                SecretsManagerClient.class,
                () -> common(SecretsManagerClient.builder()).httpClient(http).build());
    }

    StsClient sts() {
        return once(
                StsClient.class,
                () -> common(StsClient.builder()).httpClient(http).build());
    }

    CloudFormationClient cloudFormation() {
        return once(
                CloudFormationClient.class,
                () -> common(CloudFormationClient.builder()).httpClient(http).build());
    }

    /** IAM is one for all regions. */
    IamClient iam() {
        return once(
                IamClient.class,
                () -> common(IamClient.builder())
                        .region(settings.endpoint().isPresent() ? Region.of(settings.region()) : Region.AWS_GLOBAL)
                        .httpClient(http)
                        .build());
    }

    /** The clients share the HTTP client and hold nothing else that needs closing. */
    @Override
    public void close() {
        http.close();
    }

    private S3Client makeS3() {
        // The stores send and check SHA-256 themselves: no second checksum, no trailer.
        return common(S3Client.builder())
                .httpClient(http)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .forcePathStyle(settings.endpoint().isPresent())
                .build();
    }

    private <B extends AwsClientBuilder<B, C>, C> B common(B builder) {
        builder.region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .overrideConfiguration(overrides);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }

    private <T> T once(Class<T> type, Supplier<T> make) {
        return type.cast(made.computeIfAbsent(type, wanted -> make.get()));
    }
}
