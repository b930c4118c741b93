package dev.slipway.functions.controller;

import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.aws.FunctionNames;
import dev.slipway.aws.S3Place;
import dev.slipway.core.control.Controller;
import dev.slipway.core.control.Ports;
import dev.slipway.core.json.JsonText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Makes the release engine of a function's environment. The one place that reads it.
 *
 * <p>{@code SLIPWAY_STAGE} is the stage's name, {@code SLIPWAY_FUNCTIONS} what its functions' names begin with,
 * {@code SLIPWAY_STORE} where packages are and {@code SLIPWAY_RELEASES} where release state is, both as
 * {@code s3://bucket/prefix/}.
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
