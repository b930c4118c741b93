package dev.slipway.functions.controller;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.core.control.CommitReports;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.GitHubSpec;
import dev.slipway.github.GitHubAccess;
import dev.slipway.github.GitHubReporter;
import dev.slipway.github.GitHubSettings;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the release engine of a function's environment. The one place that reads it.
 *
 * <p>{@code SLIPWAY_STAGE} is the stage's name, {@code SLIPWAY_FUNCTIONS} what its functions' names begin with,
 * {@code SLIPWAY_STORE} where packages are and {@code SLIPWAY_RELEASES} where release state is, both as
 * {@code s3://bucket/prefix/}. Where commits are told how their releases go, {@code SLIPWAY_GITHUB_SECRET} names the secret,
 * {@code SLIPWAY_GITHUB_API} the API and {@code SLIPWAY_GITHUB_PAGE} the page that a commit links to.
 *
 * @param environment the environment
 */
record Wiring(Map<String, String> environment) {

    /** Publishing with a snapshot takes minutes. What takes longer than this is rolled back. */
    private static final Duration PROOF_AT_MOST = Duration.ofMinutes(12);

    static Wiring ofThisProcess() {
        return new Wiring(System.getenv());
    }

    FirstRelease firstRelease() {
        AwsPlatform platform = platform();
        FunctionNames names = names();
        return new FirstRelease(
                new Controller(ports(platform, names), InstantSource.system(), PROOF_AT_MOST, event -> {}),
                model -> platform.deployed(names, model),
                Thread::sleep,
                stage());
    }

    /** The controller; each event that it writes is a line of the log. */
    Controller controller(PrintStream log) {
        return new Controller(
                ports(platform(), names()),
                InstantSource.system(),
                PROOF_AT_MOST,
                event -> log.println(JsonText.write(event.json())));
    }

    /** Who tells commits how their releases go; empty where the stage names nobody who is told. */
    Optional<CommitReports> commitReports(PrintStream log) {
        return Optional.ofNullable(environment.get("SLIPWAY_GITHUB_SECRET")).map(secret -> {
            AwsPlatform platform = platform();
            URI api = URI.create(required("SLIPWAY_GITHUB_API", "the address of GitHub's API"));
            String page = required("SLIPWAY_GITHUB_PAGE", "where people look at a release");
            return new CommitReports(
                    platform.releaseStore(place("SLIPWAY_RELEASES")),
                    new LateReporter(() -> new GitHubReporter(
                            new GitHubSettings(api, access(platform, secret)), InstantSource.system())),
                    stage(),
                    release -> Optional.of(URI.create(page.replace(GitHubSpec.RELEASE, release))),
                    InstantSource.system(),
                    event -> log.println(JsonText.write(event.json())));
        });
    }

    private static GitHubAccess access(AwsPlatform platform, String secret) {
        try {
            return GitHubAccess.parse(platform.secret(secret));
        } catch (PlatformException.Missing | PlatformException.Refused | IllegalArgumentException e) {
            throw new PlatformException.Denied("the secret " + secret + ": " + e.getMessage());
        }
    }

    EvidenceLine evidenceLine() {
        return new EvidenceLine(names()::of);
    }

    private String stage() {
        return required("SLIPWAY_STAGE", "the stage's name");
    }

    private AwsPlatform platform() {
        return AwsPlatform.open(AwsSettings.in(required("AWS_REGION", "the region, such as eu-central-1")));
    }

    private FunctionNames names() {
        return new FunctionNames(
                required("SLIPWAY_FUNCTIONS", "what functions' names begin with, such as slipway-prod-"));
    }

    private Ports ports(AwsPlatform platform, FunctionNames names) {
        return new Ports(
                platform.functionService(names),
                platform.router(names),
                platform.metricSource(names),
                platform.alarmSource(),
                platform.releaseStore(place("SLIPWAY_RELEASES")),
                platform.modelStore(place("SLIPWAY_STORE")));
    }

    private S3Place place(String key) {
        return S3Place.parse(required(key, "a place such as s3://bucket/prefix/"));
    }

    private String required(String key, String meaning) {
        String value = environment.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(key + " is not set; expected " + meaning);
        }
        return value;
    }
}
