package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.doctor.Bulk;
import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.doctor.Figures;
import dev.slipway.core.doctor.Round;
import dev.slipway.core.doctor.Setup;
import dev.slipway.core.doctor.SnapStartAdvice;
import dev.slipway.core.doctor.Starts;
import dev.slipway.core.doctor.Way;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.packager.ModelPackage;
import dev.slipway.packager.Packager;
import dev.slipway.packager.beside.Examinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code snapstart: auto} comes to, and why. */
class SnapStartTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

    @TempDir
    private Path folder;

    @BeforeEach
    void aStageWithOneModel() throws IOException {
        Path model = Files.createDirectories(folder.resolve("sums"));
        Path example = Synth.RESOURCES.resolve("models/sums");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(example.relativize(file)));
            }
        }
        Files.writeString(folder.resolve("stages.yaml"), """
                stages:
                  prod: {account: "123456789012", region: eu-central-1, models: [sums], auth: iam}
                """);
    }

    /** As {@code slipway doctor --keep} writes it. */
    private void measured(boolean pays, String because) throws IOException {
        Path file = folder.resolve(Starts.FILE);
        Starts before = Files.exists(file) ? Starts.parse("starts.json", Files.readAllBytes(file)) : Starts.NONE;
        Digest digest = Packager.read(folder.resolve("sums")).digest();
        Files.write(
                file, before.with(digest, new SnapStartAdvice(pays, because)).bytes());
    }

    private String choice() throws IOException {
        return StagePlan.read(folder.resolve("stages.yaml"))
                .getFirst()
                .models()
                .getFirst()
                .snapStart()
                .words();
    }

    @Test
    void withoutAMeasurementItIsOnAndSaysThatNobodyMeasured() throws IOException {
        assertThat(choice()).startsWith("SnapStart on: nobody measured a start of this package yet");
    }

    @Test
    void aShortStartThatWasMeasuredTurnsItOff() throws IOException {
        measured(false, "a start takes 300 ms");

        assertThat(choice()).isEqualTo("SnapStart off: a start takes 300 ms");
    }

    @Test
    void theNewestMeasurementCounts() throws IOException {
        measured(false, "a start takes 300 ms");
        measured(true, "a start takes 900 ms");

        assertThat(choice()).isEqualTo("SnapStart on: a start takes 900 ms");
    }

    @Test
    void aMeasurementOfOtherBytesSaysNothing() throws IOException {
        measured(false, "a start takes 300 ms");
        Files.writeString(folder.resolve("sums/README.md"), "another package now\n");

        assertThat(choice()).contains("SnapStart on: nobody measured");
    }

    @Test
    void twoMachinesWriteTheSameWhateverTheirStoresHold() throws IOException {
        FolderModelStore store = new FolderModelStore(folder.resolve(".slipway/store"));
        ModelPackage read = new Packager(store).add(folder.resolve("sums"));
        int memory = read.spec().serving().memory();
        Figures quick =
                Figures.of(List.of(new Round(Map.of(), 300, 300, 40, List.of(1.0), 1, 1, OptionalLong.empty())));
        Examinations.keep(
                store,
                new Examination(
                        read.serving().model(),
                        read.digest(),
                        read.serving().format(),
                        memory,
                        NOW,
                        "x86_64, 2 processors, Linux 6.1",
                        "x86_64",
                        "c0de",
                        "its golden samples",
                        new Bulk(1, 1),
                        List.of(Case.measured(Setup.onDemand(memory), Way.QUOTA, quick))));

        assertThat(choice()).as("only this machine has the figures").contains("SnapStart on: nobody measured");
    }

    @Test
    void aFileThatIsNoneIsRefusedWithItsPlace() throws IOException {
        Files.writeString(folder.resolve(Starts.FILE), "{\"digits\": {\"on\": true}}");

        assertThatThrownBy(this::choice)
                .hasMessageContaining("starts.json")
                .hasMessageContaining("slipway doctor --keep");
    }
}
