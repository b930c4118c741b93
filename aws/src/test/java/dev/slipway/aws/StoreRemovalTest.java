package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.aws.FakeAws.Says;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.StageNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** A stage's packages and records are taken away whole, and nothing else is. */
@ExtendWith(S3Mock.class)
class StoreRemovalTest {

    private final S3Mock.Running s3mock;
    private final AwsClients clients;
    private final S3Client s3;

    StoreRemovalTest(S3Mock.Running s3mock) {
        this.s3mock = s3mock;
        this.clients = TestClients.of(s3mock.settings());
        this.s3 = clients.s3();
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private static StageNames stage(String name, Optional<String> bucket) {
        return new StageNames(name, "123456789012", "eu-west-1", bucket);
    }

    /** Versioned, with a blob, a record that was written twice, and one that was deleted. */
    private void fill(String bucket) {
        s3.createBucket(request -> request.bucket(bucket));
        s3.putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        put(bucket, "packages/blobs/sha256/1");
        put(bucket, "releases/digits.json");
        put(bucket, "releases/digits.json");
        put(bucket, "releases/gone.json");
        s3.deleteObject(request -> request.bucket(bucket).key("releases/gone.json"));
        put(bucket, "notes/of-somebody-else.txt");
    }

    private void put(String bucket, String key) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("content"));
    }

    private List<String> left(String bucket) {
        return s3.listObjectVersionsPaginator(request -> request.bucket(bucket)).versions().stream()
                .map(version -> version.key())
                .toList();
    }

    private boolean isThere(String bucket) {
        try {
            s3.headBucket(request -> request.bucket(bucket));
            return true;
        } catch (NoSuchBucketException e) {
            return false;
        }
    }

    @Test
    void aStagesOwnBucketGoesWithAllVersionsAndMarkersAndNoOtherStages() {
        StageNames ours = stage("removed", Optional.empty());
        StageNames other = stage("kept", Optional.empty());
        fill(ours.bucket());
        fill(other.bucket());

        assertThat(new StoreRemoval(s3, ours).remove())
                .as("five versions, what somebody left there, and a marker of what was deleted")
                .isEqualTo(6);

        assertThat(isThere(ours.bucket())).isFalse();
        assertThat(left(other.bucket())).hasSize(5);
        assertThat(new StoreRemoval(s3, ours).remove()).as("done again").isZero();
    }

    @Test
    void aBucketThatWasThereBeforeLosesOnlyWhatTheStagePutThere() {
        StageNames named = stage("prod", Optional.of("somebodys-own"));
        fill("somebodys-own");

        assertThat(new StoreRemoval(s3, named).remove()).isEqualTo(5);

        assertThat(left("somebodys-own")).containsExactly("notes/of-somebody-else.txt");
        assertThat(isThere("somebodys-own")).isTrue();
        assertThat(new StoreRemoval(s3, named).remove()).isZero();
    }

    @Test
    void killedAtAnyRequestItEndsCompleteWhenDoneAgain() {
        for (int request = 1; ; request++) {
            StageNames ours = stage("killed-" + request, Optional.empty());
            fill(ours.bucket());
            Wire wire = Wire.endingAt(request);
            try (AwsClients mortal = TestClients.of(s3mock.settings().patient(Duration.ofSeconds(20), 1), wire)) {
                new StoreRemoval(mortal.s3(), ours).remove();
            } catch (PlatformException.Unavailable e) {
                new StoreRemoval(s3, ours).remove();
                assertThat(isThere(ours.bucket()))
                        .as("killed at request %s", request)
                        .isFalse();
                continue;
            }
            assertThat(isThere(ours.bucket())).isFalse();
            assertThat(request)
                    .as("it lists, deletes, and takes the bucket away")
                    .isGreaterThan(3);
            return;
        }
    }

    @Test
    void whatS3WillNotDeleteIsToldWithItsKey() {
        Says listed = FakeAws.xml("<ListVersionsResult><Version><Key>releases/held.json</Key>"
                + "<VersionId>v1</VersionId></Version></ListVersionsResult>");
        Says held = FakeAws.xml("<DeleteResult><Error><Key>releases/held.json</Key><Code>AccessDenied</Code>"
                + "<Message>it is under a legal hold</Message></Error></DeleteResult>");
        try (FakeAws aws = new FakeAws(listed, held);
                AwsPlatform platform = AwsPlatform.over(TestClients.of(aws.settings()))) {
            assertThatThrownBy(() -> platform.removeStore(stage("prod", Optional.empty())))
                    .isInstanceOf(PlatformException.Refused.class)
                    .hasMessageContaining("/releases/held.json: it is under a legal hold (AccessDenied)");
            assertThat(aws.requests())
                    .as("the bucket is not asked to go")
                    .noneMatch(request -> request.method().equals("DELETE"));
        }
    }
}
