package dev.slipway.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.CommandException;
import dev.slipway.core.platform.PackageContents;
import dev.slipway.core.spec.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockTest {

    /** Where nobody can write, whatever they may. */
    private static final Path NOWHERE = Path.of("/proc/slipway/store");

    private static final Path MODEL =
            Path.of("../examples/digits/v1").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void aFolderIsPackagedIntoTheStore() throws Exception {
        Path store = folder.resolve("store");

        Stock stock = Stock.find(store, folder, folder, MODEL.toString());

        assertThat(stock.folder()).isEqualTo(store);
        assertThat(stock.scratch()).isFalse();
        assertThat(Stock.find(store, folder, folder, stock.digest().toString())).isEqualTo(stock);
    }

    @Test
    void whereTheStoreCannotBeWrittenAFolderGetsOneOfItsOwnThatCanBeRemoved() throws Exception {
        Stock stock = Stock.find(NOWHERE, folder, folder, MODEL.toString());

        assertThat(stock.scratch()).isTrue();
        assertThat(stock.folder()).hasParent(folder);
        assertThat(PackageContents.serving(stock.store(), stock.digest())
                        .model()
                        .value())
                .isEqualTo("digits");
        stock.discard();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whereNothingCanBeWrittenAnywhereItSaysWhatIsNeeded() {
        assertThatThrownBy(() -> Stock.find(NOWHERE, Path.of("/proc/slipway"), folder, MODEL.toString()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(NOWHERE.toString())
                .hasMessageContaining("name a --home that can be");
    }

    @Test
    void aFolderThatIsNoModelLeavesNothingBehind() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));

        assertThatThrownBy(() -> Stock.find(NOWHERE, temporary, folder, empty.toString()))
                .isInstanceOfAny(ProblemsException.class, CommandException.class);
        assertThat(temporary).isEmptyDirectory();
    }
}
