package dev.slipway.infra;

import java.util.Optional;

/**
 * A stage's API, as routes name it.
 *
 * @param api the API's id
 * @param guard who may call
 */
public record Door(String api, Guard guard) {

    /**
     * What a route asks of its callers.
     *
     * @param type AWS_IAM, JWT or NONE
     * @param authorizer the authorizer's id, where there is one
     */
    public record Guard(String type, Optional<String> authorizer) {}
}
