package dev.slipway.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.doctor.Setup;
import dev.slipway.local.runtime.Machine;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {

    private static final Machine HERE = Machine.running();
    private static final Effort EFFORT = Effort.rounds(1);
    private static final Path STARTUPS = Path.of("/home/startup");
    private static final int MANY = 8;

    @TempDir
    private Path folder = Path.of("");

    private final Launcher launcher = new Launcher(Path.of("/a: b"), Optional.empty(), STARTUPS);

    @ParameterizedTest(name = "{0} MB on {1} processors: {2}")
    @CsvSource({
        "128, 8, 2",
        "512, 8, 2",
        "1769, 8, 2",
        "1770, 8, 2",
        "3538, 8, 2",
        "3539, 8, 3",
        "8846, 8, 6",
        "10240, 8, 6",
        "128, 1, 1",
        "10240, 4, 4"
    })
    void aChildSeesAsManyProcessorsAsLambdaShows(int memory, int processors, int shown) {
        assertThat(launcher.of(HERE, Setup.onDemand(memory), EFFORT, processors).options())
                .contains("-XX:ActiveProcessorCount=" + shown);
    }

    @Test
    void aChildLogsItsStartWhateverIsInTheFoldersName() {
        Machine machine = launcher.of(HERE, Setup.onDemand(512), EFFORT, MANY);

        assertThat(machine.options()).contains("-Xlog:startuptime:file=\"/a: b/start-%p.log\":none");
        assertThat(launcher.log(77)).hasToString("/a: b/start-77.log");
        assertThat(machine.before()).isEmpty();
        assertThat(machine.variables()).containsEntry("SLIPWAY_PRIMING", "PT1S").doesNotContainKey("SLIPWAY_THREADS");
    }

    @Test
    void aShellJoinsTheControlGroupAndBecomesTheRealJava() {
        ProcessorQuota quota = new ProcessorQuota(folder, ProcessorQuota.Kind.VERSION_2);

        Machine machine =
                new Launcher(folder, Optional.of(quota), STARTUPS).of(HERE, Setup.onDemand(512), EFFORT, MANY);

        assertThat(machine.before())
                .containsExactly(
                        "/bin/sh",
                        "-c",
                        "echo $$ > \"$0\" || exit 1; exec \"$@\"",
                        quota.processes().toString());
        assertThat(machine.java()).isEqualTo(HERE.java());
    }

    @ParameterizedTest(name = "{0} threads")
    @CsvSource({"1", "2", "6"})
    void threadsThatAreAskedForAreTold(int threads) {
        assertThat(launcher.of(HERE, Setup.onDemand(1769).with(threads), EFFORT, MANY)
                        .variables())
                .containsEntry("SLIPWAY_THREADS", Integer.toString(threads));
    }

    @Test
    void onlyASetupWithAStartUpCacheLooksForOneAndItsClientStaysTheSame() {
        Machine without = launcher.of(HERE, Setup.onDemand(1024), EFFORT, MANY);
        Machine with = launcher.of(HERE, Setup.onDemand(1024).withCache(), EFFORT, MANY);

        assertThat(without.startups()).isEmpty();
        assertThat(with.startups()).contains(STARTUPS);
        assertThat(with.client()).isEqualTo(HERE.client());
        assertThat(with.options()).isEqualTo(without.options());
    }
}
