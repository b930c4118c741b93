package dev.slipway.cli.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The repository as it lies on the disk: its modules, what their poms name, their Java files. */
final class Modules {
    /** Surefire starts tests in the module's folder. */
    static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("");

    private Modules() {}

    /** One of our modules that a pom depends on; {@code type} is jar, test-jar, pom, or test for a jar that only tests see. */
    record Use(String module, String type) {}

    /** A Java file; {@code path} is relative to the repository. */
    record JavaFile(Path path, String text) {
        /** The text without comments and without what stands between quotes. */
        String code() {
            return text.replaceAll("(?s)/\\*.*?\\*/", "")
                    .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
                    .replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"")
                    .replaceAll("//.*", "");
        }
    }

    static List<String> names() {
        return texts(pom("."), "modules", "module");
    }

    static List<Use> usesOf(String module) {
        var uses = new ArrayList<Use>();
        for (var dependencies : children(pom(module), "dependencies")) {
            for (var dependency : children(dependencies, "dependency")) {
                if (text(dependency, "groupId").equals("dev.slipway")) {
                    uses.add(new Use(text(dependency, "artifactId").replaceFirst("^slipway-", ""), typeOf(dependency)));
                }
            }
        }
        return uses;
    }

    private static String typeOf(Element dependency) {
        var type = text(dependency, "type");
        if (!type.isEmpty()) {
            return type;
        }
        return text(dependency, "scope").equals("test") ? "test" : "jar";
    }

    /** Java files of every module: {@code kinds} are main, test or both. */
    static List<JavaFile> javaFiles(String... kinds) {
        return names().stream()
                .flatMap(module -> Stream.of(kinds)
                        .map(kind -> ROOT.resolve(module).resolve("src").resolve(kind)))
                .filter(Files::isDirectory)
                .flatMap(folder -> javaFilesUnder(folder).stream())
                .toList();
    }

    private static List<JavaFile> javaFilesUnder(Path folder) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .map(path -> new JavaFile(ROOT.relativize(path), read(path)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element pom(String module) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(ROOT.resolve(module).resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read the pom of " + module, e);
        }
    }

    private static List<String> texts(Element element, String group, String item) {
        return children(element, group).stream()
                .flatMap(found -> children(found, item).stream())
                .map(found -> found.getTextContent().strip())
                .toList();
    }

    private static String text(Element element, String child) {
        return children(element, child).stream()
                .map(found -> found.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element element, String name) {
        var found = new ArrayList<Element>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                found.add(child);
            }
        }
        return found;
    }
}
