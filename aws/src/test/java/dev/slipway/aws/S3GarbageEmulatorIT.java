package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.CollectingStore;
import dev.slipway.core.platform.kit.GarbageContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is taken away, on an emulator. */
@Needs(Capability.S3)
class S3GarbageEmulatorIT extends GarbageContract {

    private final AwsClients clients;
    private final S3Place place;
    private final AwsPlatform platform;

    S3GarbageEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.place = EmulatedAws.freshPlace(clients);
        this.platform = AwsPlatform.over(clients);
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
}
