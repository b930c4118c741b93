package dev.slipway.core.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.HashedReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashedReadingTest {

    @Test
    void contentOfAnySizeIsHandedOnWholeAndHashed() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int size : new int[] {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2 << 20, (3 << 20) + 7}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            ByteArrayOutputStream taken = new ByteArrayOutputStream();

            Digest found = HashedReading.read(
                    new ByteArrayInputStream(content), (bytes, count) -> taken.write(bytes, 0, count));

            assertThat(found).as("%d bytes, seed %d", size, seed).isEqualTo(Digest.of(content));
            assertThat(taken.toByteArray()).as("%d bytes, seed %d", size, seed).isEqualTo(content);
        }
    }

    @Test
    void whatTheTakerThrowsIsThrown() {
        byte[] content = new byte[5 << 20];

        assertThatThrownBy(() -> HashedReading.read(new ByteArrayInputStream(content), (_, _) -> {
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
    }
}
