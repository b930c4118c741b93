package dev.slipway.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorQuotaTest {

    @TempDir
    private Path mounts = Path.of("");

    @Test
    void whereNoControlGroupsAreThereIsNoQuotaAndNothingIsLeftBehind() throws IOException {
        Files.createDirectory(mounts.resolve("cpu"));

        assertThat(ProcessorQuota.open(mounts, "slipway-test")).isEmpty();
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void whereAGroupCannotBeLimitedThereIsNoQuotaAndNothingIsLeftBehind() throws IOException {
        Files.createDirectory(mounts.resolve("cpu"));
        Files.createFile(mounts.resolve("cpu/cgroup.procs"));

        assertThat(ProcessorQuota.open(mounts, "slipway-test")).isEmpty();
        assertThat(files()).isEqualTo(2);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(mounts)) {
            return all.count() - 1;
        }
    }
}
