package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.kit.ModelStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** The whole contract on an emulator, races too. */
@ExtendWith(Emulator.class)
class S3ModelStoreEmulatorIT extends ModelStoreContract {

    private final AwsClients clients;
    private final S3Place place;
    private final AwsPlatform platform;

    S3ModelStoreEmulatorIT(Emulator.Running emulator) {
        this.clients = new AwsClients(emulator.settings());
        this.place = emulator.freshPlace();
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
