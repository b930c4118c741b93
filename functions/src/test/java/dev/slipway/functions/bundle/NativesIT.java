package dev.slipway.functions.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.ModelFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * What the natives of every bundle ask of the system, held against a list that is committed, and against what Lambda's
 * Amazon Linux 2023 has: glibc 2.34 and the C++ library of GCC 11 (docs.aws.amazon.com/linux/al2023/ug, "Core toolchain").
 */
class NativesIT {

    private static final Path BUNDLES = Path.of("target/bundle");
    private static final Path LIST = Path.of("src/test/resources/dev/slipway/functions/bundle/natives.txt");

    /** As ELF numbers them ({@code e_machine}), by Lambda's word. */
    private static final Map<String, Integer> PROCESSORS = Map.of("x86_64", 0x3E, "arm64", 0xB7);

    private static final List<String> SYSTEM = List.of(
            "ld-linux-aarch64.so.1",
            "ld-linux-x86-64.so.2",
            "libc.so.6",
            "libdl.so.2",
            "libgcc_s.so.1",
            "libm.so.6",
            "libpthread.so.0",
            "librt.so.1",
            "libstdc++.so.6");

    /** The newest that Amazon Linux 2023 has of each kind of symbol; kinds not named here come with the bundle. */
    private static final Map<String, String> NEWEST =
            Map.of("GLIBC", "2.34", "GLIBCXX", "3.4.29", "CXXABI", "1.3.13", "GCC", "11.0");

    @Test
    void nativesAskForNoMoreThanWasSeenAndWrittenDown() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : natives()) {
            ElfFile elf = ElfFile.read(file);
            found.add(BUNDLES.relativize(file) + " needs " + String.join(" ", elf.needed()));
            String wanted = highest(elf.versions()).entrySet().stream()
                    .map(kind -> kind.getKey() + "_" + kind.getValue())
                    .collect(Collectors.joining(" "));
            found.add(BUNDLES.relativize(file) + " wants " + (wanted.isEmpty() ? "no version" : wanted));
        }

        assertThat(found).containsExactlyElementsOf(Files.readAllLines(LIST));
    }

    @Test
    void everyNativeLoadsOnAmazonLinux() throws IOException {
        for (Path file : natives()) {
            ElfFile elf = ElfFile.read(file);
            List<String> beside = beside(file);
            assertThat(elf.needed())
                    .as(file.toString())
                    .allMatch(library -> SYSTEM.contains(library) || beside.contains(library));
            highest(elf.versions()).forEach((kind, version) -> {
                if (NEWEST.containsKey(kind)) {
                    assertThat(compare(version, NEWEST.get(kind)))
                            .as("%s asks for %s_%s", file, kind, version)
                            .isLessThanOrEqualTo(0);
                }
            });
        }
    }

    @Test
    void everyNativeIsForItsBundlesProcessorAndEveryBundleButPyTorchsIsThereForBoth() throws IOException {
        Map<String, List<String>> architectures = new TreeMap<>();
        for (Path file : natives()) {
            String bundle = BUNDLES.relativize(file).getName(0).toString();
            int cut = bundle.lastIndexOf('-');
            String architecture = bundle.substring(cut + 1);
            assertThat(ElfFile.processor(file)).as(file.toString()).isEqualTo(PROCESSORS.get(architecture));
            List<String> of = architectures.computeIfAbsent(bundle.substring(0, cut), _ -> new ArrayList<>());
            if (!of.contains(architecture)) {
                of.add(architecture);
            }
        }

        assertThat(architectures.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ModelFormat.values())
                        .map(ModelFormat::family)
                        .distinct()
                        .toList());
        architectures.forEach((family, found) -> assertThat(found)
                .as(family)
                .containsExactlyElementsOf(
                        family.equals("torchscript") ? List.of("x86_64") : List.of("arm64", "x86_64")));
    }

    /** AWS's runtime client in an image is as it comes: its library lies unpacked beside it, and that one is loaded. */
    @Test
    void noNativeHidesInAJar() throws IOException {
        Predicate<Path> ours =
                jar -> jar.toString().endsWith(".jar") && !jar.toString().contains("/runtime-client/");
        Map<String, Path> jars = new TreeMap<>();
        for (Path jar : files(ours)) {
            jars.put(jar.getFileName() + " " + Files.size(jar), jar);
        }
        List<String> hidden = new ArrayList<>();
        for (Path jar : jars.values()) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        if (ElfFile.begins(in)) {
                            hidden.add(BUNDLES.relativize(jar) + ": " + entry.getName());
                        }
                    }
                }
            }
        }

        assertThat(hidden).isEmpty();
    }

    /** What is loaded before it: files of its folder, by their names and by those that others know them under. */
    private static List<String> beside(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(file.resolveSibling(""))) {
            for (Path other :
                    files.filter(Files::isRegularFile).filter(ElfFile::begins).toList()) {
                names.add(String.valueOf(other.getFileName()));
                names.addAll(ElfFile.read(other).ownName());
            }
        }
        return names;
    }

    /** Whatever begins as a native does, wherever it lies and however it is called. */
    private static List<Path> natives() throws IOException {
        List<Path> natives = files(ElfFile::begins);
        assertThat(natives).hasSizeGreaterThanOrEqualTo(12);
        return natives;
    }

    private static List<Path> files(Predicate<Path> which) throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLES)) {
            return files.filter(Files::isRegularFile).filter(which).sorted().toList();
        }
    }

    private static Map<String, String> highest(SortedSet<String> versions) {
        Map<String, String> highest = new TreeMap<>();
        for (String version : versions) {
            int cut = version.lastIndexOf('_');
            String number = version.substring(cut + 1);
            if (cut > 0 && number.matches("[0-9.]+")) {
                highest.merge(
                        version.substring(0, cut), number, (left, right) -> compare(left, right) >= 0 ? left : right);
            }
        }
        return highest;
    }

    private static int compare(String left, String right) {
        return Arrays.compare(numbers(left), numbers(right));
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
