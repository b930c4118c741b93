package dev.slipway.core.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A stage in an AWS account.
 *
 * <pre>{@code
 * prod:
 *   account: "123456789012"      # needed
 *   region: eu-central-1         # needed
 *   bucket: my-packages          # where packages are kept; the stage's own where left out
 *   window: 60s                  # how long one look at the metrics is; whole minutes
 *   models: [models/digits]      # the model folders it serves; needed
 *   auth: iam                    # iam | api-key | none | jwt: {issuer: ..., audience: [...]}; needed
 *   signing: {required: true, keys: [release.pub]}
 *   report: {github: {secret: slipway/github}}
 *   door: http                   # and more on how it is built: see StageSetup
 * }</pre>
 *
 * @param name the stage's name
 * @param account the account's number, twelve digits
 * @param region the region
 * @param bucket the bucket of packages, where one is named
 * @param window how long one look at the metrics is
 * @param models the model folders it serves, relative to the file
 * @param auth who may call its endpoints
 * @param signing whose packages it serves
 * @param report how the commits that releases come from are told on GitHub, where they are
 * @param setup how it is built, beyond what every stage needs
 */
public record AwsStage(
        String name,
        String account,
        String region,
        Optional<String> bucket,
        Duration window,
        List<Located<String>> models,
        Auth auth,
        Signing signing,
        Optional<GitHubSpec> report,
        StageSetup setup) {

    /** The window where none is named. */
    public static final Duration WINDOW = Duration.ofSeconds(60);

    /** Copies the models. */
    public AwsStage {
        models = List.copyOf(models);
    }

    /** A stage that tells no commit and is built as most are. */
    public AwsStage(
            String name,
            String account,
            String region,
            Optional<String> bucket,
            Duration window,
            List<Located<String>> models,
            Auth auth,
            Signing signing) {
        this(name, account, region, bucket, window, models, auth, signing, Optional.empty(), StageSetup.DEFAULT);
    }

    /** Who may call a stage's endpoints. */
    public sealed interface Auth {}

    /** {@code auth: iam}: callers sign their requests with AWS credentials. */
    public record Iam() implements Auth {}

    /**
     * {@code auth: api-key}, or {@code auth: {api-key: {clients: [...]}}}: callers send a key.
     *
     * @param clients who gets a key of their own, so that one can be taken away without the others
     */
    public record ApiKey(List<String> clients) implements Auth {
        /** Who the one key is for where no clients are named. */
        public static final String ANYBODY = "clients";

        /** Copies the clients. */
        public ApiKey {
            clients = List.copyOf(clients);
        }
    }

    /** {@code auth: none}: anyone may call. Never the default: it must be written. */
    public record Open() implements Auth {}

    /**
     * {@code auth: {jwt: {issuer: ..., audience: [...]}}}: callers send a token.
     *
     * @param issuer the issuer's HTTPS address
     * @param audience whom the token must be for
     */
    public record Jwt(String issuer, List<String> audience) implements Auth {
        /** Copies the audience. */
        public Jwt {
            audience = List.copyOf(audience);
        }
    }

    /**
     * Whose packages the stage serves. Trust lives here, never in the store.
     *
     * @param required whether a package without a valid signature is refused
     * @param keys files of public keys, relative to the file
     * @param kms whether a stage on AWS has a key in KMS to sign with
     */
    public record Signing(boolean required, List<Located<String>> keys, boolean kms) {

        /** What holds where nothing is said. */
        public static final Signing NONE = new Signing(false, List.of());

        /** Signed by keys in files. */
        public Signing(boolean required, List<Located<String>> keys) {
            this(required, keys, false);
        }

        /** Copies the keys. */
        public Signing {
            keys = List.copyOf(keys);
        }
    }
}
