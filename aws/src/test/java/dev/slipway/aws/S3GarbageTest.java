package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.CollectingStore.Collected;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.kit.GarbageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The contract, and what happens when others push, and when it is killed. */
@ExtendWith(S3Mock.class)
class S3GarbageTest extends GarbageContract {

    private final S3Mock.Running s3mock;
    private final AwsClients clients;
    private final AwsPlatform platform;
    private S3Place place;

    S3GarbageTest(S3Mock.Running s3mock) {
        this.s3mock = s3mock;
        this.clients = TestClients.of(s3mock.settings());
        this.platform = AwsPlatform.over(clients);
        this.place = s3mock.freshPlace();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected CollectingStore store() {
        return platform.modelStore(place);
    }

    @Override
    protected void damage(Digest blob, byte[] bytes) {
        clients.s3()
                .putObject(
                        request -> request.bucket(place.bucket()).key(place.key(S3Blobs.name(blob))),
                        RequestBody.fromBytes(bytes));
    }

    /** S3 keeps its own times; so nothing was stored after tomorrow. */
    @Override
    protected Instant age() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    @Test
    void aCollectionKilledAtAnyRequestEndsCompleteWhenDoneAgain() throws Exception {
        for (int request = 1; ; request++) {
            place = s3mock.freshPlace();
            Digest tagged = publish("tagged");
            store().moveTag("digits:stable", Optional.empty(), tagged);
            publish("free");
            Wire wire = Wire.endingAt(request);
            try {
                over(wire).collect(Set.of(), age(), true);
                assertThat(request).isGreaterThan(6);
                return;
            } catch (PlatformException.Unavailable e) {
                assertThat(store().packages()).contains(tagged);
                store().collect(Set.of(), age(), true);

                assertThat(store().packages()).containsExactly(tagged);
                assertThat(store().has(bytes("weights of free"))).isFalse();
                assertThat(store().has(bytes("shared"))).isTrue();
                assertThat(store().collect(Set.of(), age(), true)).isEqualTo(Collected.NOTHING);
                assertThat(text("index.json")).doesNotContain("condemned");
            }
        }
    }

    @Test
    void whoeverCountsOnWhatIsBeingTakenAwayIsToldAndEndsCompleteLater() throws Exception {
        publish("free");
        // look at the index, list blobs, read what is listed, condemn: and then it is killed
        Wire wire = Wire.endingBefore("DeleteObjects");
        assertThatThrownBy(() -> over(wire).collect(Set.of(), age(), true))
                .isInstanceOf(PlatformException.Unavailable.class);
        assertThat(store().packages()).isEmpty();
        putAll("free");

        assertThatThrownBy(() -> store().publish(manifest("free").digest()))
                .isInstanceOf(PlatformException.Unavailable.class)
                .hasMessageContaining("is taking away")
                .hasMessageContaining("do it again");
        assertThatThrownBy(() -> store().collect(Set.of(), Instant.now().minus(Duration.ofHours(1)), true))
                .as("another may be at it")
                .isInstanceOf(PlatformException.Conflict.class);

        store().collect(Set.of(), age(), true);
        assertThatThrownBy(() -> store().publish(manifest("free").digest()))
                .isInstanceOf(PlatformException.Missing.class);
        Digest free = publish("free");
        assertThat(store().packages()).containsExactly(free);
        assertThat(store().read(bytes("weights of free"), 100)).isNotEmpty();
    }

    @Test
    void aTagThatIsSetMeanwhileKeepsItsPackage() throws Exception {
        Digest free = publish("free");
        AtomicBoolean moved = new AtomicBoolean();
        ExecutionInterceptor tagger = new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                if (context.request() instanceof PutObjectRequest && moved.compareAndSet(false, true)) {
                    platform.modelStore(place).moveTag("digits:stable", Optional.empty(), free);
                }
            }
        };

        Collected done = AwsPlatform.over(TestClients.of(s3mock.settings(), tagger))
                .modelStore(place)
                .collect(Set.of(), age(), true);

        assertThat(moved).isTrue();
        assertThat(done.packages()).isEmpty();
        assertThat(store().packages()).containsExactly(free);
        assertThat(store().has(bytes("weights of free"))).isTrue();
    }

    @Test
    void partsOfAnAbandonedUploadGo() throws Exception {
        publish("free");
        clients.s3()
                .createMultipartUpload(request ->
                        request.bucket(place.bucket()).key(place.key(S3Blobs.name(bytes("never finished")))));

        store().collect(Set.of(), Instant.EPOCH, true);
        assertThat(uploads()).hasSize(1);
        store().collect(Set.of(), age(), true);
        assertThat(uploads()).isEmpty();
    }

    private List<?> uploads() {
        return clients.s3()
                .listMultipartUploads(request -> request.bucket(place.bucket()).prefix(place.prefix()))
                .uploads();
    }

    private CollectingStore over(Wire wire) {
        return AwsPlatform.over(TestClients.of(s3mock.settings(), wire)).modelStore(place);
    }

    private String text(String name) {
        return clients.s3()
                .getObjectAsBytes(request -> request.bucket(place.bucket()).key(place.key(name)))
                .asUtf8String();
    }
}
