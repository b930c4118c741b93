package dev.slipway.core.spec;

import dev.slipway.core.spec.AwsStage.Signing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a {@code stages.yaml}. */
final class StagesReader {

    private final Findings findings;

    private StagesReader(Findings findings) {
        this.findings = findings;
    }

    static StagesSpec read(String file, byte[] bytes) {
        Findings findings = new Findings();
        Block top = Block.of(
                YamlParser.parse(file, bytes),
                "the file",
                "at the top",
                Key.names(StageKeys.TOP),
                StageKeys.VOCABULARY,
                findings);
        StagesReader reader = new StagesReader(findings);
        StagesSpec stages = top.need("stages", "stages: {local: {window: 1s}}")
                .map(reader::stages)
                .orElse(StagesSpec.DEFAULT);
        Optional<GitHubAccessSpec> github = top.find("github").flatMap(value -> reader.github(value, stages.aws()));
        findings.raise();
        return new StagesSpec(stages.window(), stages.signing(), stages.report(), stages.aws(), github);
    }

    private StagesSpec stages(Value value) {
        if (!(value.yaml() instanceof Yaml.Mapping mapping)) {
            value.wrong("a block of stages by name");
            return StagesSpec.DEFAULT;
        }
        // Here the keys are the user's own words: whatever stands there is known.
        List<String> names =
                mapping.entries().stream().map(entry -> entry.key().text()).toList();
        Block stages = value.block("under stages", names, StageKeys.VOCABULARY);
        AwsStageReader aws = new AwsStageReader(findings);
        StagesSpec local = StagesSpec.DEFAULT;
        List<AwsStage> found = new ArrayList<>();
        for (String name : stages.keys()) {
            Optional<Value> stage = stages.find(name);
            if (name.equals(StageKeys.LOCAL_STAGE)) {
                local = stage.map(block -> local(block, aws)).orElse(local);
            } else if (!name.matches(StageKeys.NAME.pattern())) {
                findings.add(
                        stages.entry(name).key().place(),
                        "stages: found the name \"" + Yaml.brief(name) + "\"",
                        "a lower-case letter, then up to 31 lower-case letters, digits or hyphens",
                        "");
            } else {
                stage.flatMap(block -> aws.read(name, block)).ifPresent(found::add);
            }
        }
        checkNames(stages, found);
        checkBuckets(stages, found);
        return new StagesSpec(local.window(), local.signing(), local.report(), found, Optional.empty());
    }

    /**
     * On AWS a stage's things are called by its name, a hyphen and theirs, and roles and commands of the stage name them
     * by that beginning: {@code slipway-eu-*} would be eu-prod's functions too.
     */
    private void checkNames(Block block, List<AwsStage> stages) {
        for (AwsStage stage : stages) {
            String name = stage.name();
            stages.stream()
                    .map(AwsStage::name)
                    .filter(other -> name.startsWith(other + "-"))
                    .findFirst()
                    .ifPresent(other -> findings.add(
                            block.entry(name).key().place(),
                            "stages: found " + name + " beside " + other + "; what roles and commands of " + other
                                    + " may touch, slipway-" + other + "-*, would be " + name + "'s too",
                            "no stage whose name is another's and a hyphen at its beginning",
                            "rename one of the two"));
        }
    }

    /** Packages and records lie in a bucket without their stage's name: what one stage clears away would be the other's. */
    private void checkBuckets(Block block, List<AwsStage> stages) {
        Map<String, String> owners = new HashMap<>();
        for (AwsStage stage : stages) {
            stage.bucket()
                    .flatMap(bucket -> Optional.ofNullable(owners.putIfAbsent(bucket, stage.name()))
                            .map(owner -> "bucket: the stages " + owner + " and " + stage.name() + " have the same, "
                                    + bucket))
                    .ifPresent(found ->
                            findings.add(block.entry(stage.name()).key().place(), found, "a bucket a stage", ""));
        }
    }

    private static StagesSpec local(Value value, AwsStageReader aws) {
        Block block = value.block("in the stage local", Key.names(StageKeys.LOCAL), StageKeys.VOCABULARY);
        Duration window = block.find("window")
                .flatMap(length -> length.duration(StageKeys.LOCAL_WINDOW))
                .orElse(StagesSpec.DEFAULT.window());
        Signing signing = block.find("signing")
                .map(keys -> aws.signing(keys, StageKeys.LOCAL_SIGNING))
                .orElse(Signing.NONE);
        Optional<GitHubSpec> report = block.find("report").flatMap(ReportReader::read);
        return new StagesSpec(window, signing, report, List.of(), Optional.empty());
    }

    private Optional<GitHubAccessSpec> github(Value value, List<AwsStage> stages) {
        Block block = value.block(StageKeys.GITHUB_BLOCK, Key.names(StageKeys.GITHUB), StageKeys.VOCABULARY);
        Optional<String> repository = block.need("repository", "repository: acme/models")
                .flatMap(text -> text.text(StageKeys.REPOSITORY, "owner and name, such as acme/models"));
        Optional<String> owner = block.need("owner_id", "owner_id: \"1234\"").flatMap(StagesReader::number);
        Optional<String> id =
                block.need("repository_id", "repository_id: \"5678\"").flatMap(StagesReader::number);
        Optional<String> branch =
                block.find("branch").flatMap(text -> text.text(StageKeys.BRANCH, "a branch such as main"));
        List<Located<String>> providers = block.find("provider")
                .map(
                        list -> list.texts(
                                StageKeys.PROVIDER,
                                "an OIDC provider's ARN, such as arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"))
                .orElse(List.of());
        checkAccounts(providers, stages);
        return repository.isPresent() && owner.isPresent() && id.isPresent()
                ? Optional.of(new GitHubAccessSpec(
                        repository.get().substring(0, repository.get().indexOf('/')),
                        repository.get().substring(repository.get().indexOf('/') + 1),
                        owner.get(),
                        id.get(),
                        branch.orElse("main"),
                        providers))
                : Optional.empty();
    }

    private static Optional<String> number(Value value) {
        return value.text(StageKeys.NUMBER, "a number in quotes, as gh api repos/OWNER/NAME tells it");
    }

    /** A provider in an account without a stage would be ignored, and so would the second one of an account. */
    private void checkAccounts(List<Located<String>> providers, List<AwsStage> stages) {
        List<String> seen = new ArrayList<>();
        for (Located<String> provider : providers) {
            if (!provider.value().matches(StageKeys.PROVIDER.pattern())) {
                continue;
            }
            String account = provider.value().split(":", -1)[4];
            if (seen.contains(account)) {
                findings.add(provider.place(), "provider: the account " + account + " has two", "one an account", "");
            } else if (stages.stream().noneMatch(stage -> stage.account().equals(account))) {
                findings.add(provider.place(), "provider: no stage is in the account " + account, "", "remove it");
            }
            seen.add(account);
        }
    }
}
