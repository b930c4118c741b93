package dev.slipway.aws;

import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.kit.ModelStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

@ExtendWith(S3Mock.class)
class S3ModelStoreTest extends ModelStoreContract {

    private final AwsClients clients;
    private final S3Place place;
    private final AwsPlatform platform;

    S3ModelStoreTest(S3Mock.Running s3mock) {
        this.clients = TestClients.of(s3mock.settings());
        this.place = s3mock.freshPlace();
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

    @Override
    protected Optional<String> unfitForRaces() {
        return Optional.of(S3Mock.LETS_SEVERAL_WIN);
    }
}
