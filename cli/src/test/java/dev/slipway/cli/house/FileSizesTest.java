package dev.slipway.cli.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.cli.house.Modules.JavaFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Half of our files under 100 lines, nine in ten under 250, none over 500. */
class FileSizesTest {
    private final List<JavaFile> files = Modules.javaFiles("main", "test");

    @Test
    void noFileHasMoreThan500Lines() {
        assertThat(files)
                .filteredOn(file -> lines(file) > 500)
                .extracting(JavaFile::path)
                .isEmpty();
    }

    @Test
    void halfOfTheFilesHaveFewerThan100Lines() {
        assertThat(shareUnder(100)).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void nineInTenFilesHaveFewerThan250Lines() {
        assertThat(shareUnder(250)).isGreaterThanOrEqualTo(0.9);
    }

    private double shareUnder(long limit) {
        assumeTrue(files.size() > 20, "too few files for shares to mean something");
        return (double) files.stream().filter(file -> lines(file) < limit).count() / files.size();
    }

    private static long lines(JavaFile file) {
        return file.text().lines().count();
    }
}
