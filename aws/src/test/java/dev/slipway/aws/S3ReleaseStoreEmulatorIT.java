package dev.slipway.aws;

import dev.slipway.aws.emulator.Capability;
import dev.slipway.aws.emulator.Emulator;
import dev.slipway.aws.emulator.Needs;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.kit.ReleaseStoreContract;
import org.junit.jupiter.api.AfterEach;

/** The whole contract on an emulator, races too. */
@Needs({Capability.S3, Capability.S3_RACES})
class S3ReleaseStoreEmulatorIT extends ReleaseStoreContract {

    private final S3Place place;
    private final AwsPlatform platform;

    S3ReleaseStoreEmulatorIT(Emulator emulator) {
        AwsClients clients = EmulatedAws.clients(emulator);
        this.place = EmulatedAws.freshPlace(clients);
        this.platform = AwsPlatform.over(clients);
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
