package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.aws.FakeAws.Drops;
import dev.slipway.aws.FakeAws.Reply;
import dev.slipway.aws.FakeAws.Says;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compare-and-set when answers get lost on the way. */
class S3DocumentsTest {

    private static final S3Place PLACE = S3Place.parse("s3://releases");
    private static final byte[] STATE = "{\"step\":2}".getBytes(StandardCharsets.UTF_8);
    private static final Says WRITTEN = new Says(200, Map.of("ETag", "\"new\""), "");
    private static final Says REFUSED =
            FakeAws.s3(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    private static final Says BUSY =
            FakeAws.s3(409, "ConditionalRequestConflict", "A conflicting conditional operation is in progress");

    @Test
    void aWriteWhoseAnswerGotLostIsKnownAsOurOwn() {
        try (FakeAws aws = new FakeAws(new Drops(), REFUSED, writtenBy("ours"))) {
            assertThat(replace(aws, 2)).contains("\"new\"");
            assertThat(aws.requests()).extracting(FakeAws.Request::method).containsExactly("PUT", "PUT", "HEAD");
        }
    }

    @Test
    void aWriteWhoseAnswerGotLostIsNotTakenForAnothersThatCameAfterIt() {
        try (FakeAws aws = new FakeAws(new Drops(), REFUSED, writtenBy("theirs"))) {
            assertThat(replace(aws, 2)).isEmpty();
        }
    }

    @Test
    void aWriteThatWasSentOnceAndRefusedIsAnothersAndNobodyIsAsked() {
        try (FakeAws aws = new FakeAws(REFUSED)) {
            assertThat(replace(aws, 2)).isEmpty();
            assertThat(aws.requests()).hasSize(1);
        }
    }

    @Test
    void aWriteInTheMiddleOfAnothersIsSentAgain() {
        try (FakeAws aws = new FakeAws(BUSY, BUSY, WRITTEN)) {
            assertThat(replace(aws, 1)).contains("\"new\"");
            assertThat(aws.requests()).hasSize(3);
        }
    }

    @Test
    void aWriteIsGuardedByTheTagThatWasReadAndItsChecksum() {
        try (FakeAws aws = new FakeAws(WRITTEN)) {
            replace(aws, 1);

            assertThat(aws.requests().getFirst().headers())
                    .containsEntry("if-match", "\"old\"")
                    .containsEntry("x-amz-checksum-sha256", "rrzKXy2kmZFAsIMC+u8WD7HuDv6brbhBW0y1fBuc4N8=")
                    .containsEntry("x-amz-meta-slipway-write", "ours");
        }
    }

    private static Optional<String> replace(FakeAws aws, int attempts) {
        AwsSettings settings = aws.settings().patient(aws.settings().answerTimeout(), attempts);
        try (AwsClients clients = TestClients.of(settings)) {
            return new S3Documents(clients.s3(), PLACE, new Backoff(new Random(1), time -> {}), () -> "ours")
                    .replace("digits/state.json", "\"old\"", STATE);
        }
    }

    private static Reply writtenBy(String id) {
        return new Says(200, Map.of("ETag", "\"new\"", "x-amz-meta-slipway-write", id), "");
    }
}
