package dev.slipway.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.doctor.ProcessorShare;
import dev.slipway.local.doctor.ProcessorQuota.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void aGroupThatIsAbandonedGoes() throws IOException {
        Path group = Files.createDirectory(mounts.resolve("slipway-test"));

        new ProcessorQuota(group, Kind.VERSION_2).abandon();

        assertThat(group).doesNotExist();
    }

    @ParameterizedTest(name = "{0} MB")
    @CsvSource({"128, 1447", "512, 5789", "1024, 11577", "1769, 20000", "3538, 40000", "10240, 115772"})
    void aMemorysShareIsSoManyMicrosecondsOfEachPeriod(int memory, long micros) throws IOException {
        for (String file : new String[] {"cpu.max", "cpu.cfs_quota_us", "cpu.cfs_period_us"}) {
            Files.createFile(mounts.resolve(file));
        }
        ProcessorQuota second = new ProcessorQuota(mounts, Kind.VERSION_2);
        ProcessorQuota first = new ProcessorQuota(mounts, Kind.VERSION_1);

        second.limit(ProcessorShare.of(memory));
        assertThat(mounts.resolve("cpu.max")).hasContent(micros + " 20000");
        second.free();
        assertThat(mounts.resolve("cpu.max")).hasContent("max 20000");

        first.limit(ProcessorShare.of(memory));
        assertThat(mounts.resolve("cpu.cfs_quota_us")).hasContent(Long.toString(micros));
        assertThat(mounts.resolve("cpu.cfs_period_us")).hasContent("20000");
        first.free();
        assertThat(mounts.resolve("cpu.cfs_quota_us")).hasContent("-1");
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(mounts)) {
            return all.count() - 1;
        }
    }
}
