package dev.slipway.aws;

import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.kit.ReleaseStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole contract on an emulator, races too. */
@ExtendWith(Emulator.class)
class S3ReleaseStoreEmulatorIT extends ReleaseStoreContract {

    private final S3Place place;
    private final AwsPlatform platform;

    S3ReleaseStoreEmulatorIT(Emulator.Running emulator) {
        this.place = emulator.freshPlace();
        this.platform = AwsPlatform.over(new AwsClients(emulator.settings()));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Override
    protected ReleaseStore store() {
        return platform.releaseStore(place);
    }

    @Override
    protected ReleaseStore anotherHandle() {
        return platform.releaseStore(place);
    }
}
