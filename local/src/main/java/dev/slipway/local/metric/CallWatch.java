package dev.slipway.local.metric;

import dev.slipway.core.model.ModelName;

/** Is told of every call that a client makes through an endpoint's weights. */
public interface CallWatch {

    /** A call is about to go to a version. */
    void began(ModelName endpoint, String version, String requestId);

    /**
     * A call has ended.
     *
     * @param answered whether the function answered, be it an error of its own
     */
    void ended(ModelName endpoint, String version, String requestId, boolean answered);

    /** A call never reached the function. It counts nowhere. */
    void dropped(String requestId);
}
