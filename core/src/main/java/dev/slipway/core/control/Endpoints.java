package dev.slipway.core.control;

import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.ReleaseState;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes an endpoint from one record to the next: read, do what is due, decide, save. Losing a compare-and-set means that
 * somebody else was faster: read again. What was decided is done in the next pass, which begins by reading again, so it
 * makes no difference who does it, or whether this process is still there then (I6).
 */
final class Endpoints {

    private static final int MOST_PASSES = 200;

    private final Router router;
    private final Records records;
    private final Acts acts;

    Endpoints(Router router, Records records, Acts acts) {
        this.router = router;
        this.records = records;
        this.acts = acts;
    }

    /**
     * One pass.
     *
     * @param read the record as it was read
     * @param decided the record as it was saved
     */
    record Pass(EndpointRecord read, EndpointRecord decided) {

        /** Whether something is to be done, or may be decided, at once. */
        boolean goesOn() {
            ReleaseState before = read.release();
            ReleaseState after = decided.release();
            return read.settled() != decided.settled()
                    || !before.status().equals(after.status())
                    || before.progress().step() != after.progress().step()
                    || !before.progress().applied().equals(after.progress().applied());
        }
    }

    /**
     * Does what an endpoint's record asks for and applies {@code decision} to it, once.
     *
     * @return empty where the endpoint has no record
     * @throws PlatformException.Unavailable where others keep changing the record
     */
    Optional<Pass> decide(ModelName endpoint, UnaryOperator<EndpointRecord> decision) {
        for (int attempt = 0; attempt < MOST_PASSES; attempt++) {
            try {
                return pass(endpoint, decision);
            } catch (PlatformException.Conflict e) {
                // Somebody else was faster: read again, decide again.
            }
        }
        throw new PlatformException.Unavailable("others keep changing " + endpoint + "; try again");
    }

    /** Goes on until there is nothing to do or to decide at once. */
    void drive(ModelName endpoint, UnaryOperator<EndpointRecord> decision) {
        for (int passes = 0; passes < MOST_PASSES; passes++) {
            if (!decide(endpoint, decision).map(Pass::goesOn).orElse(false)) {
                return;
            }
        }
    }

    private Optional<Pass> pass(ModelName endpoint, UnaryOperator<EndpointRecord> decision) {
        Optional<Routing> routing = router.routing(endpoint);
        Optional<Records.Loaded> loaded = records.load(endpoint);
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        EndpointRecord read = loaded.get().record();
        EndpointRecord decided = decision.apply(acts.perform(loaded.get(), routing));
        if (!decided.equals(read)) {
            records.save(loaded, decided);
        }
        return Optional.of(new Pass(read, decided));
    }
}
