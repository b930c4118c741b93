package dev.slipway.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people are told of a wrong file: each {@code <name>.yaml} in the test resources has its messages, all of them,
 * in {@code <name>.out}.
 */
class SpecMessagesTest {

    @TestFactory
    Stream<DynamicTest> slipwayYaml() throws Exception {
        return cases("slipway", bytes -> ModelSpec.parse(ModelSpec.FILE, bytes));
    }

    @TestFactory
    Stream<DynamicTest> stagesYaml() throws Exception {
        return cases("stages", bytes -> StagesSpec.parse(StagesSpec.FILE, bytes));
    }

    /** Plans of their own file, as {@code slipway release --plan FILE} takes them: one message for each that is bad. */
    @TestFactory
    Stream<DynamicTest> plans() throws Exception {
        return cases("plans", bytes -> ReleaseSpec.parse("plan.yaml", bytes));
    }

    @TestFactory
    Stream<DynamicTest> budgets() throws Exception {
        return cases("budget", bytes -> BudgetSpec.parse("budget.yaml", bytes));
    }

    private static Stream<DynamicTest> cases(String folder, Consumer<byte[]> reader)
            throws IOException, URISyntaxException {
        Path cases = Path.of(Objects.requireNonNull(SpecMessagesTest.class.getResource(folder))
                .toURI());
        try (Stream<Path> files = Files.list(cases)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(folder + "/" + file.getFileName(), () -> check(file, reader)))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path file, Consumer<byte[]> reader) throws IOException {
        byte[] bytes = Files.readAllBytes(file);

        ProblemsException problems = catchThrowableOfType(ProblemsException.class, () -> reader.accept(bytes));

        assertThat(problems).as("nothing is wrong with " + file).isNotNull();
        assertThat(problems.getMessage() + "\n").isEqualTo(expected(file));
    }

    private static String expected(Path file) {
        try {
            return Files.readString(Path.of(file.toString().replaceAll("\\.yaml$", ".out")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
