package dev.slipway.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.AwsStage.Jwt;
import dev.slipway.core.spec.AwsStage.Signing;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagesSpecTest {

    @Test
    void whoTellsCommitsIsReadOfEachStage() {
        StagesSpec stages = parse("""
                stages:
                  local: {report: {github: {secret: .slipway/token, api: "http://127.0.0.1:9000"}}}
                  prod:
                    account: "123456789012"
                    region: eu-central-1
                    models: [models/digits]
                    auth: iam
                    report: {github: {secret: slipway/github, page: "https://ml.example.com/{release}.html"}}
                """);

        GitHubSpec local = stages.report().orElseThrow();
        assertThat(local.secret().value()).isEqualTo(".slipway/token");
        assertThat(local.api()).isEqualTo(URI.create("http://127.0.0.1:9000"));
        assertThat(local.page("digits-2")).isEmpty();
        GitHubSpec prod = stages.stage("prod").flatMap(AwsStage::report).orElseThrow();
        assertThat(prod.api()).isEqualTo(GitHubSpec.PUBLIC);
        assertThat(prod.page("digits-2")).contains(URI.create("https://ml.example.com/digits-2.html"));
    }

    @Test
    void aTokenDoesNotTravelInTheClear() {
        assertThatThrownBy(() -> parse("""
                        stages:
                          local: {report: {github: {secret: token, api: "http://github.example.com/api/v3"}}}
                        """))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("stages.yaml:2:49: api: found \"http://github.example.com/api/v3\"")
                .hasMessageContaining("an address that begins with https://");
    }

    @Test
    void everyKeyIsRead() {
        StagesSpec stages = parse("""
                stages:
                  local: {window: 2s}
                  prod:
                    account: "123456789012"
                    region: eu-central-1
                    bucket: my-packages
                    window: 2m
                    models: [models/digits]
                    auth: {jwt: {issuer: https://id.example.com, audience: predictions}}
                    signing: {required: true, keys: [release.pub]}
                  staging:
                    account: "210987654321"
                    region: us-west-2
                    models: models/digits
                    auth: none
                """);

        assertThat(stages.window()).isEqualTo(Duration.ofSeconds(2));
        assertThat(stages.aws()).extracting(AwsStage::name).containsExactly("prod", "staging");
        assertThat(stages.stage("prod"))
                .contains(new AwsStage(
                        "prod",
                        "123456789012",
                        "eu-central-1",
                        Optional.of("my-packages"),
                        Duration.ofMinutes(2),
                        List.of(located("models/digits", 8, 14)),
                        new Jwt("https://id.example.com", List.of("predictions")),
                        new Signing(true, List.of(located("release.pub", 10, 38)))));
        assertThat(stages.stage("staging"))
                .contains(new AwsStage(
                        "staging",
                        "210987654321",
                        "us-west-2",
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        List.of(located("models/digits", 14, 13)),
                        new AwsStage.Open(),
                        Signing.NONE));
        assertThat(stages.stage("local")).isEmpty();
    }

    @Test
    void howAStageIsBuiltIsRead() {
        StageSetup setup = setup("""
                stages:
                  prod:
                    account: "123456789012"
                    region: eu-central-1
                    models: [a]
                    auth: {api-key: {clients: [shop, phone]}}
                    domain: {name: ml.example.com, certificate: "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e"}
                    throttle: {rate: 50}
                    firewall: arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/ours/0f1e
                    log_days: 90
                    network: {subnets: subnet-0123456789abcdef0, security_groups: [sg-0123456789abcdef0]}
                    boundary: limits/of-teams
                """);

        assertThat(setup)
                .isEqualTo(new StageSetup(
                        StageSetup.Door.REST,
                        Optional.of(new StageSetup.Domain(
                                "ml.example.com", "arn:aws:acm:eu-central-1:123456789012:certificate/0f1e")),
                        new StageSetup.Throttle(50, 1000),
                        new StageSetup.Firewall.Existing(
                                "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/ours/0f1e"),
                        90,
                        new StageSetup.Network.Existing(
                                List.of("subnet-0123456789abcdef0"), List.of("sg-0123456789abcdef0")),
                        Optional.of("limits/of-teams")));
    }

    @Test
    void whatIsLeftOutFollowsFromWhoMayCall() {
        assertThat(setup(STAGE.formatted("iam"))).isEqualTo(StageSetup.DEFAULT);
        StageSetup keys = setup(STAGE.formatted("api-key"));
        assertThat(keys.door()).isEqualTo(StageSetup.Door.REST);
        assertThat(keys.firewall()).isEqualTo(new StageSetup.Firewall.Managed());
        assertThat(setup(STAGE.formatted("iam, door: rest, firewall: none")).firewall())
                .isEqualTo(new StageSetup.Firewall.None());
        assertThat(setup(STAGE.formatted("none, network: isolated")).network())
                .isEqualTo(new StageSetup.Network.Isolated());
    }

    @Test
    void theRepositoryOnGitHubIsReadWithItsNumbers() {
        GitHubAccessSpec github = parse(STAGE.formatted("iam") + """
                github:
                  repository: acme/models
                  owner_id: "1234"
                  repository_id: "5678"
                  provider: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com
                """).github().orElseThrow();

        assertThat(github.branch()).isEqualTo("main");
        assertThat(github.providers()).hasSize(1);
        assertThat(github.subjects("environment:prod"))
                .containsExactly("repo:acme/models:environment:prod", "repo:acme@1234/models@5678:environment:prod");
    }

    private static final String STAGE = """
            stages:
              prod: {account: "123456789012", region: eu-central-1, models: [a], auth: %s}
            """;

    private static StageSetup setup(String yaml) {
        return parse(yaml).aws().getFirst().setup();
    }

    @Test
    void aStageOfTheSameNameAsAKeyIsAStage() {
        StagesSpec stages = parse("""
                stages:
                  region: {account: "123456789012", region: eu-central-1, models: [a], auth: iam}
                  key: {account: "123456789012", region: eu-central-1, models: [a], auth: api-key}
                """);

        assertThat(stages.aws())
                .extracting(AwsStage::auth)
                .containsExactly(new AwsStage.Iam(), new AwsStage.ApiKey(List.of("clients")));
        assertThat(stages.window()).isEqualTo(StagesSpec.DEFAULT.window());
    }

    private static Located<String> located(String value, int line, int column) {
        return new Located<>(value, new Place(StagesSpec.FILE, line, column));
    }

    private static StagesSpec parse(String yaml) {
        return StagesSpec.parse(StagesSpec.FILE, yaml.getBytes(StandardCharsets.UTF_8));
    }
}
