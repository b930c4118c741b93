package dev.slipway.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console's files, as they lie in the stage's installation. */
class ConsolePageTest {

    private static final Path FOLDER = Path.of("src/main/resources/dev/slipway/local/console");
    private static final long MOST_BYTES = 150 * 1024;
    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"|from \"\\./([a-z]+\\.js)\"");

    private final ConsolePage page = new ConsolePage();

    private String text(String path) {
        HttpAnswer answer = page.find(path, "").orElseThrow(() -> new AssertionError("no " + path));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.sorted().toList();
        }
    }

    @Test
    void allFilesTogetherStayUnderTheBudget() {
        assertThat(page.compressedBytes()).isLessThan(MOST_BYTES);
    }

    @Test
    void everyFileIsServedAndEveryFileThatIsNamedIsThere() throws Exception {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            String path = "/stage/console" + (name.equals("console.html") ? "" : "/" + name);
            Matcher named = NAMED.matcher(text(path));
            while (named.find()) {
                String wanted = named.group(1) == null ? "/stage/console/" + named.group(2) : named.group(1);
                assertThat(page.find(wanted, "")).as(name + " names " + wanted).isPresent();
            }
        }
    }

    @Test
    void whatIsNotOfThePageIsNotFound() {
        for (String path : List.of(
                "/stage/console/",
                "/stage/console/console.html",
                "/stage/console/../console/main.js",
                "/stage/console/package-info.class",
                "/stage/consoles")) {
            assertThat(page.find(path, "")).as(path).isEmpty();
        }
    }

    @Test
    void thePagesPolicyForbidsForeignAndInlineScripts() {
        assertThat(page.find("/stage/console", "").orElseThrow().headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .contains("require-trusted-types-for 'script'", "trusted-types 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
    }

    @Test
    void thePageNamesNoOtherAddressAndTurnsNoTextIntoMarkup() throws Exception {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            String source = Files.readString(file);
            assertThat(source.replace("http://www.w3.org/2000/svg", ""))
                    .as(name)
                    .doesNotContain("http://", "https://");
            assertThat(source).as(name).doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
            assertThat(source).as(name).doesNotContain("style=\"", "<style", "onclick=\"", "javascript:");
        }
    }

    @Test
    void theLibraryComesWithItsLicence() {
        assertThat(text("/stage/console/uplot.js")).contains("uPlot");
        assertThat(text("/stage/console/uplot-licence.txt")).contains("MIT", "Leon Sorokin");
    }
}
