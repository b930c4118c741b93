package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.FunctionService.State;
import dev.slipway.core.platform.PlatformException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link FunctionService} does. */
public abstract class FunctionServiceContract {

    private static final ModelName UNKNOWN = new ModelName("nobody-made-this");

    /** The service under test, the same one whenever a test asks again. */
    protected abstract FunctionService functions() throws Exception;

    /** An endpoint without any version. */
    protected abstract ModelName endpoint() throws Exception;

    /** A package that works. */
    protected abstract Digest digest() throws Exception;

    /** Another package that works. */
    protected abstract Digest otherDigest() throws Exception;

    /** An event that both answer. */
    protected abstract byte[] event() throws Exception;

    /** Waits until a version that was published is ready. */
    protected abstract void awaitReady(ModelName endpoint, String version) throws Exception;

    /** Gives a version all of the endpoint's traffic. */
    protected abstract void giveTraffic(ModelName endpoint, String version) throws Exception;

    /** A package that the platform cannot serve, where it can tell at once. */
    protected Optional<Digest> unservable() throws Exception {
        return Optional.empty();
    }

    /** Whether the platform can delete versions. */
    protected boolean deletes() {
        return true;
    }

    @Test
    void anUnknownEndpointHasNoVersions() throws Exception {
        assertThat(functions().versions(UNKNOWN)).isEmpty();
        assertThat(functions().versions(endpoint())).isEmpty();
    }

    @Test
    void aPublishedVersionNamesItsPackageAndItsCode() throws Exception {
        FunctionVersion version = functions().publish(endpoint(), digest());

        assertThat(version.digest()).isEqualTo(digest());
        assertThat(version.version()).isNotEmpty();
        assertThat(version.codeSha256()).isNotEmpty();
        assertThat(functions().versions(endpoint())).containsExactly(version);
    }

    @Test
    void theSamePackageAndCodeIsTheSameVersion() throws Exception {
        FunctionVersion first = functions().publish(endpoint(), digest());

        assertThat(functions().publish(endpoint(), digest())).isEqualTo(first);
        assertThat(functions().versions(endpoint())).containsExactly(first);
    }

    @Test
    void anotherPackageIsAnotherVersionAndTheOldestComesFirst() throws Exception {
        FunctionVersion first = functions().publish(endpoint(), digest());
        awaitReady(endpoint(), first.version());
        FunctionVersion second = functions().publish(endpoint(), otherDigest());

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(functions().versions(endpoint())).containsExactly(first, second);
    }

    @Test
    void aVersionThatIsReadyAnswers() throws Exception {
        String version = ready(digest());

        assertThat(functions().state(endpoint(), version)).isEqualTo(new State.Active());
        Invocation invocation = functions().invoke(endpoint(), version, event());
        assertThat(invocation).isInstanceOf(Invocation.Answered.class);
        assertThat(((Invocation.Answered) invocation).payload()).isNotEmpty();
    }

    @Test
    void aWarmedVersionAnswers() throws Exception {
        String version = ready(digest());
        functions().warm(endpoint(), version, 2);
        functions().warm(endpoint(), version, 1);

        assertThat(functions().invoke(endpoint(), version, event())).isInstanceOf(Invocation.Answered.class);
    }

    @Test
    void aVersionThatDoesNotExistIsMissing() throws Exception {
        ready(digest());

        for (ModelName endpoint : new ModelName[] {endpoint(), UNKNOWN}) {
            assertThatThrownBy(() -> functions().state(endpoint, "987654"))
                    .isInstanceOf(PlatformException.Missing.class);
            assertThatThrownBy(() -> functions().invoke(endpoint, "987654", event()))
                    .isInstanceOf(PlatformException.Missing.class);
            assertThatThrownBy(() -> functions().warm(endpoint, "987654", 1))
                    .isInstanceOf(PlatformException.Missing.class);
        }
    }

    @Test
    void aDeletedVersionIsGoneAndItsNumberIsNeverUsedAgain() throws Exception {
        assumeThat(deletes()).isTrue();
        String first = ready(digest());
        functions().delete(endpoint(), first);
        functions().delete(endpoint(), first);

        assertThat(functions().versions(endpoint())).isEmpty();
        assertThatThrownBy(() -> functions().state(endpoint(), first)).isInstanceOf(PlatformException.Missing.class);
        assertThat(ready(digest())).isNotEqualTo(first);
    }

    @Test
    void aVersionWithTrafficIsNotDeleted() throws Exception {
        assumeThat(deletes()).isTrue();
        String version = ready(digest());
        giveTraffic(endpoint(), version);

        assertThatThrownBy(() -> functions().delete(endpoint(), version)).isInstanceOf(PlatformException.Refused.class);
        assertThat(functions().invoke(endpoint(), version, event())).isInstanceOf(Invocation.Answered.class);
    }

    @Test
    void aPackageThatCannotBeServedIsRefused() throws Exception {
        Optional<Digest> unservable = unservable();
        assumeThat(unservable).isPresent();

        assertThatThrownBy(() -> functions().publish(endpoint(), unservable.orElseThrow()))
                .isInstanceOf(PlatformException.Refused.class);
        assertThat(functions().versions(endpoint())).isEmpty();
    }

    private String ready(Digest digest) throws Exception {
        String version = functions().publish(endpoint(), digest).version();
        awaitReady(endpoint(), version);
        return version;
    }
}
