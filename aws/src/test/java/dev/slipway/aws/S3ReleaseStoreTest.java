package dev.slipway.aws;

import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.kit.ReleaseStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3Mock.class)
class S3ReleaseStoreTest extends ReleaseStoreContract {

    private final S3Place place;
    private final AwsPlatform platform;

    S3ReleaseStoreTest(S3Mock.Running s3mock) {
        this.place = s3mock.freshPlace();
        this.platform = AwsPlatform.over(TestClients.of(s3mock.settings()));
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

    @Override
    protected Optional<String> unfitForRaces() {
        return Optional.of(S3Mock.LETS_SEVERAL_WIN);
    }
}
