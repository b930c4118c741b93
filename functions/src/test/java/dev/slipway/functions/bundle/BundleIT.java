package dev.slipway.functions.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundle is laid out as Lambda's task folder, for one processor, with nothing in it for another. */
class BundleIT {
    private static final Path TARGET = Path.of("target");

    @ParameterizedTest
    @CsvSource({"x86_64, 0x3E", "arm64, 0xB7"})
    void holdsTheNativesOfItsOwnProcessorOnly(String architecture, String elfMachine) throws IOException {
        var natives = list(folder(architecture).resolve("native"));

        assertThat(natives)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("libonnxruntime.so", "libonnxruntime4j_jni.so");
        for (var file : natives) {
            assertThat(elfMachineOf(file)).isEqualTo(Integer.decode(elfMachine));
        }
    }

    @ParameterizedTest
    @CsvSource({"x86_64, 0x3E", "arm64, 0xB7"})
    void theBundleForTextsHasTheTokenizersBesideAndTheOneForTensorsDoesWithout(String architecture, String elfMachine)
            throws IOException {
        var natives = list(TARGET.resolve("bundle/text-onnx-" + architecture + "/native"));

        assertThat(natives)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("libonnxruntime.so", "libonnxruntime4j_jni.so", "libtokenizers.so");
        for (var file : natives) {
            assertThat(elfMachineOf(file)).isEqualTo(Integer.decode(elfMachine));
        }
        assertThat(list(folder(architecture).resolve("lib")))
                .noneMatch(file -> file.getFileName().toString().contains("tokenizers"));
    }

    @ParameterizedTest
    @CsvSource({
        "xgboost, libxgboost4j.so, x86_64, 0x3E",
        "xgboost, libxgboost4j.so, arm64, 0xB7",
        "lightgbm, lib_lightgbm.so, x86_64, 0x3E",
        "lightgbm, lib_lightgbm.so, arm64, 0xB7"
    })
    void theBundlesForTreesHaveTheirLibraryAndOpenMpAndNoEngineOfOthers(
            String family, String library, String architecture, String elfMachine) throws IOException {
        var bundle = TARGET.resolve("bundle/" + family + "-" + architecture);

        assertThat(list(bundle.resolve("native")))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(library, "libgomp.so.1");
        for (var file : list(bundle.resolve("native"))) {
            assertThat(elfMachineOf(file)).isEqualTo(Integer.decode(elfMachine));
        }
        assertThat(list(bundle.resolve("licences/libgomp"))).hasSize(3);
        assertThat(list(bundle.resolve("lib")))
                .extracting(file -> file.getFileName().toString())
                .noneMatch(name -> name.matches(".*(djl|onnxruntime|xgboost|lightgbm|gson|jna).*"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "onnx-x86_64",
                "onnx-arm64",
                "text-onnx-x86_64",
                "text-onnx-arm64",
                "torchscript-x86_64",
                "xgboost-x86_64",
                "xgboost-arm64",
                "lightgbm-x86_64",
                "lightgbm-arm64"
            })
    void noJarHidesANativeLibrary(String bundle) throws IOException {
        for (var jar : list(TARGET.resolve("bundle").resolve(bundle).resolve("lib"))) {
            try (var zip = new ZipFile(jar.toFile())) {
                assertThat(zip.stream())
                        .as(jar.toString())
                        .noneMatch(entry -> entry.getName().matches(".*\\.(so|dll|dylib|jnilib)"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64"})
    void carriesOurCodeAndLeavesTheRuntimeClientToLambda(String architecture) throws IOException {
        assertThat(list(folder(architecture).resolve("lib")))
                .extracting(file -> file.getFileName().toString())
                .anyMatch(name -> name.startsWith("slipway-functions-"))
                .anyMatch(name -> name.startsWith("slipway-core-"))
                .noneMatch(name -> name.contains("runtime-interface-client"))
                .noneMatch(name -> name.contains("junit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64", "arm64"})
    void theZipHoldsWhatTheFolderHolds(String architecture) throws IOException {
        var folder = folder(architecture);
        try (var zip = new ZipFile(TARGET.resolve("slipway-onnx-linux-" + architecture + ".zip")
                        .toFile());
                var files = Files.walk(folder)) {
            var inFolder = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file) + " " + file.toFile().length());
            var inZip = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName() + " " + entry.getSize());
            assertThat(inZip).containsExactlyInAnyOrderElementsOf(inFolder.toList());
        }
    }

    private static Path folder(String architecture) {
        return TARGET.resolve("bundle").resolve("onnx-" + architecture);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static int elfMachineOf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var header = in.readNBytes(20);
            return (header[18] & 0xFF) | ((header[19] & 0xFF) << 8);
        }
    }
}
