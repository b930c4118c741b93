package dev.slipway.aws;

import dev.slipway.aws.emulator.Emulator;
import java.time.Duration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** The adapters' way into a running emulator. */
final class EmulatedAws {

    private static final String BUCKET = "slipway-tests";

    private EmulatedAws() {}

    /** Under load an emulator now and then leaves a request without an answer: it is asked again soon, and often. */
    static AwsSettings settings(Emulator emulator) {
        return AwsSettings.in(Emulator.REGION).emulatedAt(emulator.endpoint()).patient(Duration.ofSeconds(5), 12);
    }

    static AwsClients clients(Emulator emulator) {
        return new AwsClients(settings(emulator));
    }

    /** A place in S3 that no test has used. */
    static S3Place freshPlace(AwsClients clients) {
        try {
            clients.s3()
                    .createBucket(request -> request.bucket(BUCKET)
                            .createBucketConfiguration(where -> where.locationConstraint(Emulator.REGION)));
        } catch (BucketAlreadyOwnedByYouException e) {
            // A test before made it.
        }
        return new S3Place(BUCKET, Emulator.freshName("test") + "/");
    }
}
