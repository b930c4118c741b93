package dev.slipway.packager.beside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.doctor.Bulk;
import dev.slipway.core.doctor.Case;
import dev.slipway.core.doctor.Examination;
import dev.slipway.core.doctor.Setup;
import dev.slipway.core.doctor.Way;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Referrers;
import dev.slipway.core.platform.memory.MemoryModelStore;
import dev.slipway.packager.Folders;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final MemoryModelStore store = new MemoryModelStore();

    @TempDir
    private Path temporary = Path.of("");

    private Digest digest = Digest.of(new byte[0]);

    @BeforeEach
    void aPackage() throws IOException {
        digest =
                new Packager(store).add(Folders.same(temporary.resolve("same"))).digest();
    }

    private static Examination examination(Digest digest, String machine, Instant time) {
        return new Examination(
                new ModelName("same"),
                digest,
                ModelFormat.ONNX,
                1024,
                time,
                machine,
                "x86_64",
                "c0de",
                "its golden samples",
                new Bulk(1, 2),
                List.of(Case.failed(Setup.onDemand(1024), Way.QUOTA, "no")));
    }

    @Test
    void ofEachKindOfMachineTheNewestIsKeptAndTheNewestOfAllComesFirst() {
        Examination here = examination(digest, "here", NOW.plusSeconds(1));
        Examination there = examination(digest, "there", NOW.plusSeconds(2));
        Examinations.keep(store, examination(digest, "here", NOW));
        Examinations.keep(store, there);
        Examinations.keep(store, here);

        assertThat(Examinations.of(store, digest)).containsExactly(there, here);
    }

    @Test
    void theSameAgainChangesNothing() {
        Examinations.keep(store, examination(digest, "here", NOW));
        Examinations.keep(store, examination(digest, "here", NOW));

        assertThat(Examinations.of(store, digest)).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsNone() {
        Digest _ = Referrers.attach(store, digest, Examinations.TYPE, "{}".getBytes(UTF_8), Map.of());

        assertThat(Examinations.of(store, digest)).isEmpty();
    }

    @Test
    void besideWhatIsNoPackageNothingIsKept() {
        assertThatThrownBy(() -> Examinations.keep(store, examination(Digest.of(new byte[] {7}), "here", NOW)))
                .isInstanceOf(PlatformException.Missing.class);
    }
}
