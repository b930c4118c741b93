package dev.slipway.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents point to is there. */
class DocumentsTest {

    private static final Path README = Path.of("README.md");
    private static final int FIRST_SCREEN = 60;
    private static final int LONGEST_README = 200;

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern FILE = Pattern.compile("`((?:[\\w.-]+/)+[\\w.-]*)`");
    private static final Pattern PACKAGE =
            Pattern.compile("`((?:core|packager|functions|local|aws|infra|cli)(?:\\.[a-z0-9]+)+)`");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))`");

    /** Made by somebody who follows the documents, and not ours. */
    private static final Pattern OF_READERS =
            Pattern.compile("(models|acme|\\.slipway|store|target|logs|functions|releases|reports|packages)/.*"
                    + "|.*/target/.*|/.*|cli/target/.*|lib/.*");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        var broken = new ArrayList<String>();
        for (Path document : Documents.all()) {
            Path file = Documents.ROOT.resolve(document);
            matches(document, LINK)
                    .filter(link -> !link.contains("://"))
                    .filter(link -> !Files.exists(file.resolveSibling(link)))
                    .forEach(link -> broken.add(document + ": " + link));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyFileThatIsNamedByItsPathIsThere() throws IOException {
        var missing = new ArrayList<String>();
        for (Path document : Documents.all()) {
            matches(document, FILE)
                    .filter(file -> !OF_READERS.matcher(file).matches())
                    .filter(file -> !Files.exists(Documents.ROOT.resolve(file)))
                    .forEach(file -> missing.add(document + ": " + file));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyPackageThatIsNamedIsThere() throws IOException {
        var packages = packages();
        var missing = new ArrayList<String>();
        for (Path document : Documents.all()) {
            matches(document, PACKAGE)
                    .filter(name -> !packages.contains(name))
                    .forEach(name -> missing.add(document + ": " + name));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        var tests = javaFiles("test");
        var missing = new ArrayList<String>();
        for (Path document : Documents.all()) {
            matches(document, TEST)
                    .filter(name -> !tests.contains(name + ".java"))
                    .forEach(name -> missing.add(document + ": " + name));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theFirstScreenOfReadmeHasTheTwoCommandsAndItStaysShort() {
        List<String> lines = Documents.lines(README);
        assertThat(lines.subList(0, FIRST_SCREEN)).contains("./slipway up", "mvn verify");
        assertThat(lines).hasSizeLessThan(LONGEST_README);
    }

    private static Stream<String> matches(Path document, Pattern pattern) {
        return Documents.lines(document).stream()
                .flatMap(line -> pattern.matcher(line).results())
                .map(match -> match.group(1));
    }

    /** As documents call them: {@code core.release}. */
    private static List<String> packages() throws IOException {
        var packages = new ArrayList<String>();
        for (Path sources : sources("main")) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(Files::isDirectory)
                        .map(folder -> sources.relativize(folder).toString().replace('/', '.'))
                        .forEach(packages::add);
            }
        }
        return packages;
    }

    private static List<String> javaFiles(String kind) throws IOException {
        var names = new ArrayList<String>();
        for (Path sources : sources(kind)) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.map(file -> String.valueOf(file.getFileName())).forEach(names::add);
            }
        }
        return names;
    }

    /** The modules' sources of this kind, main or test. */
    private static List<Path> sources(String kind) throws IOException {
        try (Stream<Path> modules = Files.list(Documents.ROOT)) {
            return modules.map(module -> module.resolve("src/" + kind + "/java/dev/slipway"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }
}
