package dev.slipway.infra;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Weights;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The router of a controller that is held up between what it read and what it writes: somebody else is faster, once. */
final class LateRouter implements Router {

    private final Router router;
    private final List<String> refusals = new ArrayList<>();
    private Optional<Runnable> meanwhile = Optional.empty();

    LateRouter(Router router) {
        this.router = router;
    }

    /** What happens before the next shift arrives. */
    void meanwhile(Runnable other) {
        meanwhile = Optional.of(other);
    }

    /** Why shifts were refused. */
    List<String> refusals() {
        return refusals;
    }

    @Override
    public int maxArms() {
        return router.maxArms();
    }

    @Override
    public Optional<Routing> routing(ModelName endpoint) {
        return router.routing(endpoint);
    }

    @Override
    public Routing create(ModelName endpoint, Weights weights) {
        return router.create(endpoint, weights);
    }

    @Override
    public Routing shift(ModelName endpoint, String revision, Weights weights) {
        Optional<Runnable> other = meanwhile;
        meanwhile = Optional.empty();
        other.ifPresent(Runnable::run);
        try {
            return router.shift(endpoint, revision, weights);
        } catch (PlatformException.Conflict e) {
            refusals.add(String.valueOf(e.getMessage()));
            throw e;
        }
    }
}
