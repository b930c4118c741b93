package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** What a push does about a blob that stands there already: it is not believed for its name or its size. */
@ExtendWith(S3Mock.class)
class S3DamageTest {

    private static final int PART = 5 << 20;
    private static final byte[] SMALL = "what the model is for".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LARGE = someBytes(PART + 100);

    private final S3Mock.Running s3mock;
    private final S3Place place;
    private final Wire wire = Wire.watched();
    private final ModelStore store;

    S3DamageTest(S3Mock.Running s3mock) {
        this.s3mock = s3mock;
        this.place = s3mock.freshPlace();
        this.store = AwsPlatform.over(TestClients.of(s3mock.settings(), wire)).modelStore(place, PART, 4);
    }

    @Test
    void aBlobOfTheWrongSizeIsReplaced() {
        overwrite(SMALL, "half".getBytes(StandardCharsets.UTF_8));

        assertThat(put(SMALL)).isTrue();
        assertThat(store.read(Digest.of(SMALL), SMALL.length)).isEqualTo(SMALL);
    }

    @Test
    void aBlobOfTheRightSizeWithOtherBytesIsReplaced() {
        put(SMALL);
        overwrite(SMALL, flipped(SMALL));

        assertThat(put(SMALL)).isTrue();
        assertThat(store.read(Digest.of(SMALL), SMALL.length)).isEqualTo(SMALL);
    }

    @Test
    void aBlobOfManyPartsWithOtherBytesIsReplaced() {
        put(LARGE);
        overwrite(LARGE, flipped(LARGE));

        assertThat(put(LARGE)).isTrue();
        assertThat(store.read(Digest.of(LARGE), LARGE.length)).isEqualTo(LARGE);
    }

    @Test
    void whatIsThereWholeIsNeitherSentNorReadAgain() {
        put(SMALL);
        put(LARGE);
        int before = wire.operations().size();

        assertThat(put(SMALL)).isFalse();
        assertThat(put(LARGE)).isFalse();

        assertThat(wire.operations().subList(before, wire.operations().size()))
                .containsExactly("HeadObject", "HeadObject");
    }

    @Test
    void whatAnotherToolPutThereIsReadAndNotSentAgain() {
        overwrite(SMALL, SMALL);
        overwrite(LARGE, LARGE);

        assertThat(put(SMALL)).isFalse();
        assertThat(put(LARGE)).isFalse();

        assertThat(wire.operations()).containsExactly("HeadObject", "GetObject", "HeadObject", "GetObject");
    }

    private boolean put(byte[] bytes) {
        return store.put(Digest.of(bytes), bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** As a tool does that sends no checksum. */
    private void overwrite(byte[] blob, byte[] bytes) {
        try (AwsClients clients = TestClients.of(s3mock.settings())) {
            clients.s3()
                    .putObject(
                            request -> request.bucket(place.bucket()).key(place.key(S3Blobs.name(Digest.of(blob)))),
                            RequestBody.fromBytes(bytes));
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length / 2] ^= 1;
        return other;
    }

    private static byte[] someBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(11).nextBytes(bytes);
        return bytes;
    }
}
