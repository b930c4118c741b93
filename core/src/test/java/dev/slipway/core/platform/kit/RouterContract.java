package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.Router.Routing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Router} does. */
public abstract class RouterContract {

    private static final ModelName UNKNOWN = new ModelName("nobody-made-this");

    /** The router under test, the same one whenever a test asks again. */
    protected abstract Router router() throws Exception;

    /** The same weights through an adapter of its own, as another process would see them. */
    protected abstract Router anotherHandle() throws Exception;

    /** An endpoint with published versions and no weights. */
    protected abstract ModelName endpoint() throws Exception;

    /** Versions of {@link #endpoint}, ready for traffic: one more than {@link Router#maxArms()}. */
    protected abstract List<String> versions() throws Exception;

    @Test
    void aRouterHoldsAtLeastTwoArms() throws Exception {
        assertThat(router().maxArms()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void anEndpointWithoutWeightsHasNoRouting() throws Exception {
        assertThat(router().routing(endpoint())).isEmpty();
        assertThat(router().routing(UNKNOWN)).isEmpty();
    }

    @Test
    void theFirstWeightsAreReadBack() throws Exception {
        Routing created = router().create(endpoint(), only(0));

        Routing found = anotherHandle().routing(endpoint()).orElseThrow();
        assertThat(found).isEqualTo(created);
        assertThat(found.weights()).isEqualTo(only(0));
    }

    @Test
    void weightsAreCreatedOnce() throws Exception {
        router().create(endpoint(), only(0));

        assertThatThrownBy(() -> anotherHandle().create(endpoint(), only(1)))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThat(router().routing(endpoint()).orElseThrow().weights()).isEqualTo(only(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.01", "0.5", "0.33", "0.99"})
    void aShareIsReadBackExactly(String share) throws Exception {
        Routing first = router().create(endpoint(), only(0));
        Weights split = Weights.split(versions().get(0), versions().get(1), new BigDecimal(share));
        router().shift(endpoint(), first.revision(), split);

        assertThat(anotherHandle().routing(endpoint()).orElseThrow().weights()).isEqualTo(split);
    }

    @Test
    void weightsGoThereAndBackAndEachTimeHaveAnotherRevision() throws Exception {
        Routing first = router().create(endpoint(), only(0));
        Routing second = router().shift(endpoint(), first.revision(), tenth());
        Routing third = router().shift(endpoint(), second.revision(), only(1));
        Routing fourth = anotherHandle().shift(endpoint(), third.revision(), only(0));

        assertThat(router().routing(endpoint())).contains(fourth);
        assertThat(List.of(first.revision(), second.revision(), third.revision(), fourth.revision()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameWeightsOnceMoreHaveAnotherRevision() throws Exception {
        Routing first = router().create(endpoint(), tenth());
        Routing again = router().shift(endpoint(), first.revision(), tenth());

        assertThat(again.revision()).isNotEqualTo(first.revision());
        assertThatThrownBy(() -> router().shift(endpoint(), first.revision(), only(1)))
                .isInstanceOf(PlatformException.Conflict.class);
    }

    @Test
    void weightsThatChangedSinceTheyWereReadAreNotShifted() throws Exception {
        Routing first = router().create(endpoint(), only(0));
        anotherHandle().shift(endpoint(), first.revision(), tenth());

        assertThatThrownBy(() -> router().shift(endpoint(), first.revision(), only(1)))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThat(router().routing(endpoint()).orElseThrow().weights()).isEqualTo(tenth());
    }

    @Test
    void ofTwoWhoReadTheSameWeightsTheSecondIsRefused() throws Exception {
        router().create(endpoint(), only(0));
        Routing one = router().routing(endpoint()).orElseThrow();
        Routing other = anotherHandle().routing(endpoint()).orElseThrow();
        Routing shifted = router().shift(endpoint(), one.revision(), only(1));

        assertThatThrownBy(() -> anotherHandle().shift(endpoint(), other.revision(), only(0)))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThat(anotherHandle().routing(endpoint())).contains(shifted);
    }

    @Test
    void i1WeightsNameNoMoreArmsThanTheRouterHolds() throws Exception {
        Routing first = router().create(endpoint(), only(0));
        Map<String, BigDecimal> shares = new TreeMap<>();
        BigDecimal rest = BigDecimal.ONE;
        for (String version : versions().subList(1, versions().size())) {
            shares.put(version, new BigDecimal("0.01"));
            rest = rest.subtract(new BigDecimal("0.01"));
        }
        shares.put(versions().getFirst(), rest);
        assertThat(shares).hasSize(router().maxArms() + 1);

        assertThatThrownBy(() -> router().shift(endpoint(), first.revision(), new Weights(shares)))
                .isInstanceOf(PlatformException.Refused.class);
        assertThat(router().routing(endpoint())).contains(first);
    }

    @Test
    void aVersionThatDoesNotExistIsRefused() throws Exception {
        assertThatThrownBy(() -> router().create(endpoint(), Weights.only("987654")))
                .isInstanceOf(PlatformException.Refused.class);
        assertThat(router().routing(endpoint())).isEmpty();
        Routing first = router().create(endpoint(), only(0));

        assertThatThrownBy(() -> router().shift(endpoint(), first.revision(), Weights.only("987654")))
                .isInstanceOf(PlatformException.Refused.class);
        assertThat(router().routing(endpoint())).contains(first);
    }

    private Weights only(int index) throws Exception {
        return Weights.only(versions().get(index));
    }

    private Weights tenth() throws Exception {
        return Weights.split(versions().get(0), versions().get(1), new BigDecimal("0.1"));
    }
}
