package dev.slipway.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.doctor.Setup;
import dev.slipway.local.runtime.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aChildLogsItsStartAndSeesAsManyProcessorsAsLambdaShows() throws IOException {
        Path named = Files.createDirectory(folder.resolve("it's here"));
        Machine here = Machine.running();

        Machine machine = new Launcher(named, Optional.empty()).of(here, Setup.onDemand(512), Effort.rounds(1));

        int shown = Math.min(2, Runtime.getRuntime().availableProcessors());
        assertThat(Files.readString(machine.java()))
                .isEqualTo("#!/bin/sh\nexec '" + here.java() + "' -XX:ActiveProcessorCount=" + shown
                        + " -Xlog:startuptime:file='" + folder + "/it'\\''s here'/start-$$.log:none \"$@\"\n");
        assertThat(machine.java()).isExecutable();
        assertThat(machine.variables()).containsEntry("SLIPWAY_PRIMING", "PT1S").doesNotContainKey("SLIPWAY_THREADS");
    }

    @Test
    void threadsThatAreAskedForAreTold() throws IOException {
        Setup setup = Setup.onDemand(1769).with(2);

        assertThat(new Launcher(folder, Optional.empty())
                        .of(Machine.running(), setup, Effort.rounds(1))
                        .variables())
                .containsEntry("SLIPWAY_THREADS", "2");
    }
}
