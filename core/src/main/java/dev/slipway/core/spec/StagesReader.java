package dev.slipway.core.spec;

import dev.slipway.core.spec.AwsStage.Auth;
import dev.slipway.core.spec.AwsStage.Signing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a {@code stages.yaml}. */
final class StagesReader {

    private static final String LOCAL = "local";
    private static final String AUTH = "iam | api-key | none | {jwt: {issuer: ..., audience: [...]}}";

    private static final List<String> LOCAL_KEYS = List.of("window", "signing", "report");
    private static final List<String> AWS_KEYS =
            List.of("account", "region", "bucket", "window", "models", "auth", "signing", "report");
    private static final List<String> SIGNING_KEYS = List.of("required", "keys");
    private static final List<String> JWT_KEYS = List.of("issuer", "audience");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[0-9]");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ISSUER = Pattern.compile("https://[^\\s?#]+");

    private static final Vocabulary VOCABULARY = vocabulary();

    private final Findings findings;

    private StagesReader(Findings findings) {
        this.findings = findings;
    }

    private static Vocabulary vocabulary() {
        Map<String, List<String>> blocks = new LinkedHashMap<>();
        blocks.put("at the top", List.of("stages"));
        blocks.put("in a stage on AWS", AWS_KEYS);
        blocks.put("under signing", SIGNING_KEYS);
        blocks.put("under jwt", JWT_KEYS);
        blocks.put("under report", ReportReader.KEYS);
        blocks.put("under github", ReportReader.GITHUB_KEYS);
        return new Vocabulary(blocks);
    }

    static StagesSpec read(String file, byte[] bytes) {
        Findings findings = new Findings();
        Block top = Block.of(
                YamlParser.parse(file, bytes), "the file", "at the top", List.of("stages"), VOCABULARY, findings);
        StagesSpec spec = top.need("stages", "stages: {local: {window: 1s}}")
                .map(new StagesReader(findings)::stages)
                .orElse(StagesSpec.DEFAULT);
        findings.raise();
        return spec;
    }

    private StagesSpec stages(Value value) {
        if (!(value.yaml() instanceof Yaml.Mapping mapping)) {
            value.wrong("a block of stages by name");
            return StagesSpec.DEFAULT;
        }
        // Here the keys are the user's own words: whatever stands there is known.
        List<String> names =
                mapping.entries().stream().map(entry -> entry.key().text()).toList();
        Block stages = value.block("under stages", names, VOCABULARY);
        Duration window = StagesSpec.DEFAULT.window();
        Signing signing = Signing.NONE;
        Optional<GitHubSpec> report = Optional.empty();
        List<AwsStage> aws = new ArrayList<>();
        for (String name : stages.keys()) {
            Optional<Value> stage = stages.find(name);
            if (name.equals(LOCAL)) {
                Optional<Block> local = stage.map(found -> found.block("in the stage local", LOCAL_KEYS, VOCABULARY));
                window = local.flatMap(block -> block.find("window"))
                        .flatMap(length -> length.duration("1s", "1m"))
                        .orElse(window);
                signing = local.flatMap(block -> block.find("signing"))
                        .map(this::signing)
                        .orElse(signing);
                report = local.flatMap(block -> block.find("report")).flatMap(StagesReader::report);
            } else if (!NAME.matcher(name).matches()) {
                findings.add(
                        stages.entry(name).key().place(),
                        "stages: found the name \"" + Yaml.brief(name) + "\"",
                        "a lower-case letter, then up to 31 lower-case letters, digits or hyphens",
                        "");
            } else {
                stage.flatMap(found -> aws(name, found)).ifPresent(aws::add);
            }
        }
        return new StagesSpec(window, signing, report, aws);
    }

    private Optional<AwsStage> aws(String name, Value value) {
        Block block = value.block("in the stage " + name, AWS_KEYS, VOCABULARY);
        Optional<String> account = block.need("account", "account: \"123456789012\"")
                .flatMap(text -> matching(text, ACCOUNT, "an account's twelve digits in quotes"));
        Optional<String> region = block.need("region", "region: eu-central-1")
                .flatMap(text -> matching(text, REGION, "a region such as eu-central-1"));
        Optional<String> bucket =
                block.find("bucket").flatMap(text -> matching(text, BUCKET, "a bucket's name, in lower case"));
        Optional<Duration> window = block.find("window").flatMap(StagesReader::minutes);
        List<Located<String>> models = block.need("models", "models: [models/digits]")
                .map(list -> paths(list, "a model folder"))
                .orElse(List.of());
        Optional<Auth> auth = block.need("auth", "auth: iam").flatMap(this::auth);
        Signing signing = block.find("signing").map(this::signing).orElse(Signing.NONE);
        Optional<GitHubSpec> report = block.find("report").flatMap(StagesReader::report);
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
                report));
    }

    private static Optional<GitHubSpec> report(Value value) {
        return ReportReader.read(value, VOCABULARY);
    }

    private static Optional<String> matching(Value value, Pattern pattern, String expected) {
        return value.text(expected)
                .flatMap(text -> pattern.matcher(text).matches() ? Optional.of(text) : value.wrong(expected));
    }

    /** Metrics come by the minute there. */
    private static Optional<Duration> minutes(Value value) {
        return value.duration("1m", "1h")
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
            return value.block("under auth", List.of("jwt"), VOCABULARY)
                    .need("jwt", "jwt: {issuer: https://..., audience: [...]}")
                    .flatMap(this::jwt);
        }
        if (value.yaml() instanceof Yaml.Scalar scalar) {
            return switch (scalar.text()) {
                case "iam" -> Optional.of(new AwsStage.Iam());
                case "api-key" -> Optional.of(new AwsStage.ApiKey());
                case "none" -> Optional.of(new AwsStage.Open());
                default -> value.wrong(AUTH);
            };
        }
        return value.wrong(AUTH);
    }

    private Optional<Auth> jwt(Value value) {
        Block block = value.block("under jwt", JWT_KEYS, VOCABULARY);
        Optional<String> issuer = block.need("issuer", "issuer: https://id.example.com")
                .flatMap(text -> matching(text, ISSUER, "an address that begins with https://"));
        Optional<List<String>> audience = block.need("audience", "audience: [predictions]")
                .map(list -> list.texts("whom the token is for").stream()
                        .map(Located::value)
                        .toList());
        return issuer.isPresent() && audience.isPresent()
                ? Optional.of(new AwsStage.Jwt(issuer.get(), audience.get()))
                : Optional.empty();
    }

    private Signing signing(Value value) {
        Block block = value.block("under signing", SIGNING_KEYS, VOCABULARY);
        boolean required =
                block.need("required", "required: true").flatMap(Value::truth).orElse(false);
        List<Located<String>> keys = block.find("keys")
                .map(list -> paths(list, "a public key's file"))
                .orElse(List.of());
        if (required && keys.isEmpty() && !block.has("keys")) {
            findings.add(block.place(), "signing is required, but no key is trusted", "", "add keys: [release.pub]");
        }
        return new Signing(required, keys);
    }
}
