package dev.slipway.core.spec;

import dev.slipway.core.spec.AwsStage.Auth;
import dev.slipway.core.spec.AwsStage.Signing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a stage on AWS. */
final class AwsStageReader {

    private static final String AUTH = StageKeys.alternatives(
            StageKeys.AUTH_WORDS, "{jwt: {issuer: ..., audience: [...]}}", "{api-key: {clients: [...]}}");

    private final Findings findings;

    AwsStageReader(Findings findings) {
        this.findings = findings;
    }

    Optional<AwsStage> read(String name, Value value) {
        Block block = value.block("in the stage " + name, Key.names(StageKeys.AWS), StageKeys.VOCABULARY);
        Optional<String> account = block.need("account", "account: \"123456789012\"")
                .flatMap(text -> text.text(StageKeys.ACCOUNT, "an account's twelve digits in quotes"));
        Optional<String> region = block.need("region", "region: eu-central-1").flatMap(Regions::read);
        Optional<String> bucket =
                block.find("bucket").flatMap(text -> text.text(StageKeys.BUCKET, "a bucket's name, in lower case"));
        Optional<Duration> window = block.find("window").flatMap(AwsStageReader::minutes);
        List<Located<String>> models = block.need("models", "models: [models/digits]")
                .map(list -> paths(list, "a model folder"))
                .orElse(List.of());
        Optional<Auth> auth = block.need("auth", "auth: iam").flatMap(this::auth);
        Signing signing = block.find("signing")
                .map(keys -> signing(keys, StageKeys.SIGNING))
                .orElse(Signing.NONE);
        Optional<GitHubSpec> report = block.find("report").flatMap(ReportReader::read);
        StageSetup setup = new SetupReader(block, findings).read(auth, account, region);
        if (account.isEmpty() || region.isEmpty() || auth.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AwsStage(
                name,
                account.get(),
                region.get(),
                bucket,
                window.orElse(AwsStage.WINDOW),
                models,
                auth.get(),
                signing,
                report,
                setup));
    }

    /** Metrics come by the minute there. */
    private static Optional<Duration> minutes(Value value) {
        return value.duration(StageKeys.WINDOW)
                .flatMap(window -> window.toSecondsPart() == 0 && window.toMillisPart() == 0
                        ? Optional.of(window)
                        : value.wrong("whole minutes: CloudWatch counts by the minute"));
    }

    private List<Located<String>> paths(Value value, String expected) {
        List<Located<String>> paths = value.texts(expected);
        for (Located<String> path : paths) {
            FilePath.objection(path.value())
                    .ifPresent(objection -> findings.add(
                            path.place(), value.key() + ": found \"" + Yaml.brief(path.value()) + "\"", objection, ""));
        }
        return paths;
    }

    private Optional<Auth> auth(Value value) {
        if (value.yaml() instanceof Yaml.Mapping) {
            Block block = value.block("under auth", Key.names(StageKeys.AUTH), StageKeys.VOCABULARY);
            if (block.has("jwt") && block.has("api-key")) {
                return value.wrong("jwt or api-key, not both");
            }
            return block.has("api-key")
                    ? block.find("api-key").flatMap(AwsStageReader::clients)
                    : block.need("jwt", "jwt: {issuer: https://..., audience: [...]}")
                            .flatMap(AwsStageReader::jwt);
        }
        if (value.yaml() instanceof Yaml.Scalar scalar) {
            return switch (scalar.text()) {
                case "iam" -> Optional.of(new AwsStage.Iam());
                case "api-key" -> Optional.of(new AwsStage.ApiKey(List.of(AwsStage.ApiKey.ANYBODY)));
                case "none" -> Optional.of(new AwsStage.Open());
                default -> value.wrong(AUTH);
            };
        }
        return value.wrong(AUTH);
    }

    private static Optional<Auth> clients(Value value) {
        List<String> clients = value.block("under api-key", Key.names(StageKeys.API_KEY), StageKeys.VOCABULARY)
                .need("clients", "clients: [shop]")
                .map(
                        list -> list
                                .texts(
                                        StageKeys.NAME,
                                        "a client's name: up to 32 lower-case letters, digits or hyphens")
                                .stream()
                                .map(Located::value)
                                .toList())
                .orElse(List.of());
        return clients.isEmpty() ? Optional.empty() : Optional.of(new AwsStage.ApiKey(clients));
    }

    private static Optional<Auth> jwt(Value value) {
        Block block = value.block("under jwt", Key.names(StageKeys.JWT), StageKeys.VOCABULARY);
        Optional<String> issuer = block.need("issuer", "issuer: https://id.example.com")
                .flatMap(text -> text.text(StageKeys.ISSUER, "an address that begins with https://"));
        Optional<List<String>> audience = block.need("audience", "audience: [predictions]")
                .map(list -> list.texts("whom the token is for").stream()
                        .map(Located::value)
                        .toList());
        return issuer.isPresent() && audience.isPresent()
                ? Optional.of(new AwsStage.Jwt(issuer.get(), audience.get()))
                : Optional.empty();
    }

    /** Reads a block {@code signing} with these keys: the local stage's has fewer. */
    Signing signing(Value value, List<Key> known) {
        Block block = value.block("under signing", Key.names(known), StageKeys.VOCABULARY);
        boolean required =
                block.need("required", "required: true").flatMap(Value::truth).orElse(false);
        List<Located<String>> keys = block.find("keys")
                .map(list -> paths(list, "a public key's file"))
                .orElse(List.of());
        boolean kms = block.find("kms").flatMap(Value::truth).orElse(false);
        if (required && keys.isEmpty() && !block.has("keys")) {
            findings.add(block.place(), "signing is required, but no key is trusted", "", "add keys: [release.pub]");
        }
        return new Signing(required, keys, kms);
    }
}
