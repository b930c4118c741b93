package dev.slipway.core.platform;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import java.util.Optional;

/** Decides which version answers a client: weights by endpoint, changed by compare-and-set. */
public interface Router {

    /** How many versions may share an endpoint's traffic. A Lambda alias holds two (I1). */
    int maxArms();

    /** The endpoint's weights now, where it has any. */
    Optional<Routing> routing(ModelName endpoint);

    /**
     * Gives an endpoint that has no weights its first.
     *
     * @throws PlatformException.Conflict where it has some already; nothing is changed
     * @throws PlatformException.Refused where a version does not exist or there are more than {@link #maxArms()}
     */
    Routing create(ModelName endpoint, Weights weights);

    /**
     * Changes the weights that were read; weights that are what they were get a new revision too. From its return on, every new call is routed by the new ones, or very soon:
     * the platform says how soon.
     *
     * @param revision the revision that was read
     * @throws PlatformException.Conflict where the weights have another revision by now; nothing is changed
     * @throws PlatformException.Refused where a version does not exist or there are more than {@link #maxArms()}
     */
    Routing shift(ModelName endpoint, String revision, Weights weights);

    /**
     * The weights as they were read.
     *
     * @param weights each version's share
     * @param revision names this state of the weights: hand it to {@link #shift}
     */
    record Routing(Weights weights, String revision) {}
}
