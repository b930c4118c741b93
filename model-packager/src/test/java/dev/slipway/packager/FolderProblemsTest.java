package dev.slipway.packager;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.spec.ProblemsException;
import dev.slipway.packager.onnx.OnnxFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of a folder that cannot be packaged. */
class FolderProblemsTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void aModelFolder() throws IOException {
        folder = Folders.same(temporary.resolve("same"));
    }

    @Test
    void noFolderNoFileNoSpec() throws IOException {
        Path absent = temporary.resolve("absent");
        assertTold(absent, absent + ": there is no such folder");

        Path file = folder.resolve("model.onnx");
        assertTold(file, file + ": is a file; expected a model folder; make one with: slipway init " + file);

        Files.delete(folder.resolve("slipway.yaml"));
        assertTold(
                folder,
                folder + ": has no slipway.yaml; expected a model folder; make one around a model file with:"
                        + " slipway init FILE");
    }

    @Test
    void missingFilesAreToldAtTheKeysThatNameThem() throws IOException {
        Files.delete(folder.resolve("model.onnx"));
        Files.delete(folder.resolve("samples.jsonl"));
        Files.delete(folder.resolve("baseline.csv"));
        Files.writeString(folder.resolve("modell.onnx"), "");

        assertTold(folder, """
                slipway.yaml:2:10: weights: there is no file "model.onnx"; in the folder: modell.onnx
                slipway.yaml:3:10: samples: there is no file "samples.jsonl"; in the folder: modell.onnx
                slipway.yaml:4:11: baseline: there is no file "baseline.csv"; in the folder: modell.onnx""");
    }

    @Test
    void emptyFilesFoldersAndPipesAreNoWeights() throws IOException {
        Files.write(folder.resolve("model.onnx"), new byte[0]);
        assertTold(folder, "slipway.yaml:2:10: weights: the file \"model.onnx\" is empty");

        Files.delete(folder.resolve("model.onnx"));
        Files.createDirectory(folder.resolve("model.onnx"));
        assertTold(folder, "slipway.yaml:2:10: weights: \"model.onnx\" is a folder; name a file");
    }

    @Test
    void symbolicLinksAreNotFollowed() throws IOException {
        Path secret = Files.write(temporary.resolve("secret.onnx"), OnnxFixtures.identity());
        Files.delete(folder.resolve("model.onnx"));
        Files.createSymbolicLink(folder.resolve("model.onnx"), secret);
        assertTold(
                folder,
                "slipway.yaml:2:10: weights: \"model.onnx\" is a symbolic link; put the file itself there: a package"
                        + " must not depend on what lies outside its folder");

        Files.createSymbolicLink(folder.resolve("data"), temporary);
        Folders.spec(folder, "model: same\nweights: data/secret.onnx\n");
        assertTold(
                folder,
                "slipway.yaml:2:10: weights: \"data\" is a symbolic link; put the file itself there: a package must not"
                        + " depend on what lies outside its folder");

        Folders.same(Files.createDirectories(temporary.resolve("other")));
        Files.delete(temporary.resolve("other/README.md"));
        Files.createSymbolicLink(temporary.resolve("other/README.md"), secret);
        assertTold(temporary.resolve("other"), "README.md: is no plain file; packages hold plain files only");
    }

    @Test
    void aFolderThatIsReachedThroughALinkIsFine() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("current"), folder);

        Packager.read(link);
    }

    @Test
    void whatIsNoOnnxFileIsCalledByItsName() throws IOException {
        weights("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4385\n");
        assertTold(
                folder,
                "slipway.yaml:2:10: the file \"model.onnx\" is a Git LFS pointer, not the file itself; fetch it with:"
                        + " git lfs pull");
        weights("\u0080\u0004\u0095rest");
        assertTold(
                folder,
                "slipway.yaml:2:10: the file \"model.onnx\" is a Python pickle, which runs code when it is loaded and is"
                        + " never accepted; export the model to ONNX, for scikit-learn with skl2onnx");
        weights("\u0089HDF\r\n\u001a\nrest");
        assertTold(
                folder,
                "slipway.yaml:2:10: the file \"model.onnx\" is HDF5 (Keras saves such files), whose Lambda layers run code"
                        + " when they are loaded; it is never accepted; export the model to ONNX with tf2onnx, or"
                        + " model.export(..., format=\"onnx\") in Keras 3");
        for (String start :
                List.of("x\u009c", "x\u0001", "\u001f\u008b", "BZh9", "\u00fd7zXZ", "ccopy_reg\n", "(dp0\n")) {
            weights(start + "rest");
            assertTold(
                    folder,
                    "slipway.yaml:2:10: the file \"model.onnx\" looks like a Python pickle of an old or compressed kind"
                            + " (joblib writes such files), which runs code when it is loaded and is never accepted; export"
                            + " the model to ONNX, for scikit-learn with skl2onnx");
        }
        weights("PK\u0003\u0004rest");
        assertTold(
                folder,
                "slipway.yaml:2:10: the file \"model.onnx\" is a ZIP archive, and none of a kind that is"
                        + " known here; name the model's own file");
        weights("hello");
        assertTold(
                folder,
                "slipway.yaml:2:10: the file \"model.onnx\" is no ONNX model: byte 2: found a field of the unknown wire"
                        + " type 4");
    }

    @Test
    void probabilitiesAsMapsAreToldTheWayOut() throws IOException {
        Files.write(folder.resolve("model.onnx"), OnnxFixtures.zipMap());

        assertTold(
                folder,
                "model.onnx: the output \"probabilities\" is a sequence of maps; expected a tensor; export a classifier"
                        + " without ZipMap: to_onnx(model, X, options={\"zipmap\": False})");
    }

    @Test
    void weightsBesideTheFileMustBeListed() throws IOException {
        Files.write(folder.resolve("model.onnx"), OnnxFixtures.external("model.onnx.data"));
        Files.write(folder.resolve("model.onnx.data"), new byte[48]);

        assertTold(
                folder,
                "slipway.yaml:2:10: weights: the file \"model.onnx\" keeps weights in model.onnx.data; expected all of"
                        + " them in the list; write weights: [model.onnx, model.onnx.data]");
    }

    @Test
    void weightsThatNothingUsesAreRefused() throws IOException {
        Files.write(folder.resolve("other.bin"), new byte[48]);
        Folders.spec(folder, "model: same\nweights: [model.onnx, other.bin]\n");

        assertTold(
                folder,
                "slipway.yaml:2:23: weights: the file \"model.onnx\" does not use \"other.bin\"; remove it from the"
                        + " list");
    }

    @Test
    void weightsOutsideTheFolderAreRefused() throws IOException {
        Files.write(folder.resolve("model.onnx"), OnnxFixtures.external("../../etc/passwd"));

        assertTold(
                folder,
                "model.onnx: keeps weights in \"../../etc/passwd\"; expected a path that does not leave its folder; save"
                        + " it with its data beside it");
    }

    @Test
    void samplesOfManyMegabytesAreTooMany() throws IOException {
        Files.write(folder.resolve("samples.jsonl"), new byte[(16 << 20) + 1]);

        assertTold(
                folder,
                "slipway.yaml:3:10: samples: the file \"samples.jsonl\" has 16777217 bytes; keep at most 16777216: a"
                        + " function asks them all before its first call");
    }

    private void weights(String content) throws IOException {
        Files.write(folder.resolve("model.onnx"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertTold(Path folder, String message) {
        assertThatThrownBy(() -> Packager.read(folder))
                .isInstanceOf(ProblemsException.class)
                .hasMessage(message);
    }
}
