package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aspects;

/** What cdk-nag's AwsSolutions rules find in the stacks: nothing that has no reason beside it. */
class SecurityTest {

    /** Where the other linters find the templates: {@code .ci/check-templates}. */
    private static final Path TEMPLATES = Path.of("target/templates");

    @ParameterizedTest
    @ValueSource(strings = {"stages.yaml", "doors.yaml", "reporting.yaml"})
    void everyFindingIsMendedOrHasItsReasonInCode(String stages, @TempDir Path scratch) throws IOException {
        Synth synth = Synth.of(
                scratch,
                stages,
                "one",
                app -> Aspects.of(app)
                        .add(AwsSolutionsChecks.Builder.create()
                                .reports(true)
                                .reportFormats(List.of(NagReportFormat.CSV))
                                .build()));

        List<String> reports = reports(synth.folder());
        synth.keep(TEMPLATES.resolve(stages.replace(".yaml", "")));

        System.out.printf(
                "cdk-nag AwsSolutions on %s: %d resources by rule, %d suppressed with a reason%n",
                stages,
                reports.size(),
                reports.stream().filter(line -> line.contains("\"Suppressed\"")).count());
        assertThat(reports).as("rules that were looked at").hasSizeGreaterThan(100);
        assertThat(reports)
                .filteredOn(line -> line.contains("\"Non-Compliant\""))
                .isEmpty();
        assertThat(reports).filteredOn(line -> line.contains("\"UNKNOWN\"")).isEmpty();
    }

    private static List<String> reports(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith("NagReport.csv"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
