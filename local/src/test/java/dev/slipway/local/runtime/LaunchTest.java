package dev.slipway.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.startup.StartupCaches.Ready;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchTest {

    private static final Path ROOT = Path.of("/kept/task");

    private static final Machine MACHINE = new Machine(Path.of("/jdk/bin/java"), "x86_64", Map.of(), Optional.empty());

    private static Launch launch(boolean snapStart) {
        return launch(MACHINE, Optional.empty(), snapStart);
    }

    private static Launch launch(Machine machine, Optional<Ready> startup, boolean snapStart) {
        return Launch.of(spec(snapStart), machine, startup, "127.0.0.1:9/key", "env-1", LocalDate.of(2026, 11, 24));
    }

    private static VersionSpec spec(boolean snapStart) {
        FunctionCode code = new FunctionCode(
                ROOT,
                List.of(Path.of("/kept/client/a.jar"), Path.of("/kept/client/b.jar")),
                Path.of("/kept/client/jni.so"),
                Optional.of(Path.of("/kept/plain.jar")),
                List.of(Path.of("/kept/task/lib/c.jar"), Path.of("/kept/task/lib/software.amazon.s3-2.jar")),
                "sha");
        return new VersionSpec(
                new ModelName("digits"),
                "4",
                Digest.of(new byte[0]),
                code,
                new FunctionSettings(1000, Duration.ofSeconds(5), snapStart),
                Path.of("/home/store"),
                Path.of("/home/logs"),
                Path.of("/home/work"));
    }

    @Test
    void itRunsAwsClientOnSlipwaysHandlerInTheTaskRoot() {
        Launch launch = launch(true);
        assertThat(launch.command()).startsWith("/jdk/bin/java");
        assertThat(launch.command())
                .endsWith(
                        "-cp",
                        "/kept/client/a.jar:/kept/client/b.jar",
                        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                        "dev.slipway.functions.lambda.InferenceHandler");
        assertThat(launch.directory()).isEqualTo(ROOT);
    }

    @Test
    void theHeapFollowsTheMemoryAndTheLibraryIsAtItsFixedPlace() {
        assertThat(launch(true).command())
                .contains(
                        "-XX:MaxHeapSize=850m",
                        "-XX:InitialHeapSize=15m",
                        "-XX:+UseSerialGC",
                        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=/kept/client/jni.so");
    }

    @Test
    void onlyWithSnapStartTheOptimisingCompilerIsOn() {
        assertThat(launch(true).command()).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(launch(false).command()).contains("-XX:TieredStopAtLevel=1");
        assertThat(launch(true).environment()).containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        assertThat(launch(false).environment()).containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    }

    @Test
    void theEnvironmentIsLambdasAndNothingOfOurs() {
        assertThat(launch(true).environment())
                .containsEntry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9/key")
                .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "digits")
                .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "4")
                .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1000")
                .containsEntry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/24/[4]env-1")
                .containsEntry("LAMBDA_TASK_ROOT", "/kept/task")
                .containsEntry("SLIPWAY_STORE", "/home/store")
                .containsEntry("SLIPWAY_MODEL", Digest.of(new byte[0]).toString())
                .containsEntry("OPT_OUT_TRACKING", "true")
                .containsEntry("ORT_DISABLE_TELEMETRY", "1")
                .doesNotContainKeys("HOME", "USER", "JAVA_HOME", "JAVA_TOOL_OPTIONS");
    }

    @Test
    void aStartUpCacheBringsFlagsAndClassPathAlong() {
        Ready ready =
                new Ready("key", Path.of("/home/startup/key/cache.aot"), Path.of("/home/startup/key/words"), "1 2");
        assertThat(launch(MACHINE, Optional.of(ready), true).command())
                .startsWith("/jdk/bin/java", "@/home/startup/key/words", "-XX:AOTCache=/home/startup/key/cache.aot")
                .contains("-XX:MaxHeapSize=850m")
                .doesNotContain("-cp", "-XX:+UseSerialGC");
    }

    @Test
    void theProgramThatBecomesJavaComesFirstAndWhatTheJvmIsToldBesideEntersNoCachesName() {
        Machine machine = MACHINE.startedBy(List.of("/bin/join", "group"), List.of("-Xlog:startuptime"));
        Ready ready = new Ready("key", Path.of("/cache.aot"), Path.of("/words"), "1 2");

        assertThat(launch(machine, Optional.of(ready), true).command())
                .startsWith("/bin/join", "group", "/jdk/bin/java", "@/words", "-XX:AOTCache=/cache.aot")
                .contains("-Xlog:startuptime");
        assertThat(launch(machine.asking(RuntimeClient.PLAIN), Optional.empty(), true)
                        .command())
                .startsWith("/bin/join", "group", "/jdk/bin/java")
                .contains("-Xlog:startuptime", "/kept/plain.jar:/kept/client/a.jar:/kept/client/b.jar");
        assertThat(Launch.jvm(spec(true), machine)).isEqualTo(Launch.jvm(spec(true), MACHINE));
    }

    @Test
    void theCacheIsOfAllJarsInTheirOrderAndOfTheFlagsThatEveryEnvironmentHas() {
        assertThat(Launch.jvm(spec(true), MACHINE).jars())
                .extracting(Path::toString)
                .containsExactly("/kept/client/a.jar", "/kept/client/b.jar", "/kept/task/lib/c.jar");
        assertThat(Launch.jvm(spec(true), MACHINE)).isNotEqualTo(Launch.jvm(spec(false), MACHINE));
        assertThat(Launch.jvm(spec(true), MACHINE).flags()).noneMatch(flag -> flag.contains("MaxHeapSize"));
    }

    @Test
    void thePlainClientComesBeforeAwsOwn() {
        assertThat(launch(MACHINE.asking(RuntimeClient.PLAIN), Optional.empty(), true)
                        .command())
                .contains("/kept/plain.jar:/kept/client/a.jar:/kept/client/b.jar");
        assertThat(RuntimeClient.of("Linux")).isEqualTo(RuntimeClient.AWS);
        assertThat(RuntimeClient.of("Mac OS X")).isEqualTo(RuntimeClient.PLAIN);
        assertThat(RuntimeClient.of("Windows 11")).isEqualTo(RuntimeClient.PLAIN);
    }
}
