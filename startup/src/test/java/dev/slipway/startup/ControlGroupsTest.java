package dev.slipway.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as Linux shows them. */
class ControlGroupsTest {

    private static final long MB = 1 << 20;

    @TempDir
    private Path root;

    private ControlGroups groups = ControlGroups.ofThisProcess();

    @BeforeEach
    void machine() throws IOException {
        groups = new ControlGroups(root.resolve("proc"), root.resolve("groups"));
        write("proc/meminfo", "MemTotal:       24684096 kB\nMemFree:  1024 kB\nMemAvailable:    8388608 kB\n");
        write("proc/self/status", "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  153600 kB\n");
    }

    @ParameterizedTest(name = "cpu.max {0}")
    @CsvSource({
        "50000 100000, 0.5",
        "11578 20000, 0.5789",
        "150000 100000, 1.5",
        "400000 100000, 4",
        "1600000 100000, 8",
        "max 100000, 8",
        "max, 8",
        "nonsense, 8"
    })
    void aContainerOfVersion2HasTheProcessorsThatItsLimitGives(String max, double processors) throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("groups/cpu.max", max + "\n");

        assertThat(groups.processors(8)).isEqualTo(processors);
    }

    @Test
    void theTightestOfAllGroupsAboveHolds() throws IOException {
        write("proc/self/cgroup", "0::/pods.slice/pod.slice/box\n");
        write("groups/pods.slice/pod.slice/box/cpu.max", "max 100000\n");
        write("groups/pods.slice/pod.slice/cpu.max", "200000 100000\n");
        write("groups/pods.slice/cpu.max", "600000 100000\n");
        write("groups/pods.slice/pod.slice/memory.max", Long.toString(512 * MB));
        write("groups/pods.slice/pod.slice/memory.current", Long.toString(500 * MB));
        write("groups/pods.slice/pod.slice/box/memory.max", Long.toString(900 * MB));
        write("groups/pods.slice/pod.slice/box/memory.current", Long.toString(100 * MB));

        assertThat(groups.processors(8)).isEqualTo(2);
        assertThat(groups.freeMemory()).hasValue(12 * MB);
    }

    @Test
    void whatIsOnlyACopyOfAFileIsFree() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("groups/memory.max", Long.toString(1024 * MB) + "\n");
        write("groups/memory.current", Long.toString(1000 * MB) + "\n");
        write("groups/memory.stat", "anon 1000\nfile 2000\ninactive_file " + 300 * MB + "\nactive_file 5\n");

        assertThat(groups.freeMemory()).hasValue(324 * MB);
    }

    @Test
    void withoutALimitTheMachinesMemoryIsTheLimit() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("groups/memory.max", "max\n");
        write("groups/memory.current", Long.toString(1000 * MB) + "\n");

        assertThat(groups.freeMemory()).hasValue(8192 * MB);
        assertThat(groups.heldMemory()).isEqualTo(150 * MB);
    }

    @Test
    void groupsOfVersion1AreReadByTheirControllersAlsoWhereTheWayToThemIsMissing() throws IOException {
        write("proc/self/cgroup", "4:memory:/docker/5f4c\n2:cpu,cpuacct:/docker/5f4c\n0::/\n");
        write("groups/memory/memory.limit_in_bytes", Long.toString(2048 * MB));
        write("groups/memory/memory.usage_in_bytes", Long.toString(2000 * MB));
        write("groups/memory/memory.stat", "inactive_file 7\ntotal_inactive_file " + 100 * MB + "\n");
        write("groups/cpu/cpu.cfs_quota_us", "75000\n");
        write("groups/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(groups.freeMemory()).hasValue(148 * MB);
        assertThat(groups.processors(8)).isEqualTo(0.75);
    }

    @Test
    void version1WithoutALimitLimitsNothing() throws IOException {
        write("proc/self/cgroup", "4:memory:/\n1:cpu:/\n");
        write("groups/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("groups/memory/memory.usage_in_bytes", Long.toString(9000 * MB));
        write("groups/cpu/cpu.cfs_quota_us", "-1\n");
        write("groups/cpu/cpu.cfs_period_us", "100000\n");

        assertThat(groups.freeMemory()).hasValue(8192 * MB);
        assertThat(groups.processors(8)).isEqualTo(8);
    }

    @Test
    void whereTheSystemTellsNothingNothingIsSaid() {
        ControlGroups elsewhere = new ControlGroups(root.resolve("none"), root.resolve("none"));

        assertThat(elsewhere.freeMemory()).isEmpty();
        assertThat(elsewhere.heldMemory()).isZero();
        assertThat(elsewhere.processors(4)).isEqualTo(4);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
