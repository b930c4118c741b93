package dev.slipway.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.house.Modules.JavaFile;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no source may say, and where the few exceptions live. */
class SourceRulesTest {
    /** The classes that wire a process together: they alone ask the machine for its time, chance and environment. */
    private static final Set<String> WIRING = Set.of(
            "dev.slipway.functions.controller.Wiring",
            "dev.slipway.functions.front.Wiring",
            "dev.slipway.functions.lambda.Wiring",
            "dev.slipway.local.stage.Stage");

    private static final Pattern AMBIENT = Pattern.compile("System\\.(getenv|currentTimeMillis)\\b"
            + "|\\bInstant\\.now\\(\\)|\\bClock\\.(system|tick)\\w*\\(|\\bnew Random\\("
            + "|\\bThreadLocalRandom\\.|\\bMath\\.random\\(");

    private static final Pattern FOREIGN_TO_CORE = Pattern.compile("\\b(java\\.net\\.http|java\\.net\\.\\w*Socket"
            + "|com\\.sun\\.net|io\\.helidon|ai\\.djl|ai\\.onnxruntime|com\\.amazonaws|software\\.amazon|org\\.crac"
            + "|org\\.slf4j|org\\.apache\\.(logging|log4j|commons\\.logging)|java\\.util\\.logging"
            + "|java\\.lang\\.System\\.Logger|System\\.(Logger|getLogger|nanoTime|out|err)"
            + "|UUID\\.randomUUID|SecureRandom)\\b");

    @Test
    void coreKnowsNoHttpNoEngineNoCloudNoLoggerAndNoClock() {
        assertThat(found(
                        FOREIGN_TO_CORE,
                        Modules.javaFiles("main").stream()
                                .filter(file -> file.path().startsWith("core"))))
                .isEmpty();
    }

    @Test
    void onlyWiringAsksTheMachineForTimeChanceOrEnvironment() {
        assertThat(found(AMBIENT, Modules.javaFiles("main").stream().filter(file -> !WIRING.contains(nameOf(file)))))
                .isEmpty();
    }

    @Test
    void everyWiringClassStillNeedsToBeOne() {
        var asking = Modules.javaFiles("main").stream()
                .filter(file -> AMBIENT.matcher(file.code()).find())
                .map(SourceRulesTest::nameOf)
                .collect(Collectors.toSet());
        assertThat(asking).containsAll(WIRING);
        assertThat(WIRING).noneMatch(name -> name.startsWith("dev.slipway.core."));
    }

    @Test
    void everyPackageIsNullMarked() {
        var marked = Modules.javaFiles("main", "test").stream()
                .filter(file -> file.path().endsWith("package-info.java"))
                .filter(file -> file.code().contains("@NullMarked"))
                .map(SourceRulesTest::packageOf)
                .collect(Collectors.toSet());
        assertThat(Modules.javaFiles("main", "test").stream().map(SourceRulesTest::packageOf))
                .filteredOn(name -> !marked.contains(name))
                .isEmpty();
    }

    /** Each as {@code path: what was found}. */
    private static List<String> found(Pattern pattern, Stream<JavaFile> files) {
        return files.flatMap(
                        file -> pattern.matcher(file.code()).results().map(match -> file.path() + ": " + match.group()))
                .toList();
    }

    private static String nameOf(JavaFile file) {
        var path = file.path();
        var inSources = path.subpath(4, path.getNameCount()).toString();
        return inSources
                .replaceFirst("\\.java$", "")
                .replace(path.getFileSystem().getSeparator(), ".");
    }

    private static String packageOf(JavaFile file) {
        var name = nameOf(file);
        return name.substring(0, name.lastIndexOf('.'));
    }
}
