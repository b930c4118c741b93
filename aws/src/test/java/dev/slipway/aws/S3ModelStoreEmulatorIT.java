package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.kit.ModelStoreContract;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.core.sync.RequestBody;

/** The whole contract on an emulator, races too. */
@Needs({Capability.S3, Capability.S3_RACES})
class S3ModelStoreEmulatorIT extends ModelStoreContract {

    private final AwsClients clients;
    private final S3Place place;
    private final AwsPlatform platform;

    S3ModelStoreEmulatorIT(Emulator emulator) {
        this.clients = EmulatedAws.clients(emulator);
        this.place = EmulatedAws.freshPlace(clients);
        this.platform = AwsPlatform.over(clients);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected ModelStore store() {
        return platform.modelStore(place);
    }

    @Override
    protected ModelStore anotherHandle() {
        return platform.modelStore(place);
    }

    @Override
    protected void damage(Digest blob, byte[] bytes) {
        clients.s3()
                .putObject(
                        request -> request.bucket(place.bucket()).key(place.key(S3Blobs.name(blob))),
                        RequestBody.fromBytes(bytes));
    }
}
