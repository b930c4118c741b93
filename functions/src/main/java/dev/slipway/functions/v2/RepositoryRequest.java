package dev.slipway.functions.v2;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonText;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What {@code v2/repository/index} is asked: nothing, or whether only models that can answer shall be named. */
final class RepositoryRequest {

    private RepositoryRequest() {}

    /**
     * Reads a request.
     *
     * @throws InvalidRequestException where it is none
     */
    static boolean onlyReady(ByteBuffer body) {
        if (!body.hasRemaining()) {
            return false;
        }
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try {
            if (!(JsonText.parse(bytes) instanceof Json.Fields request)) {
                throw new InvalidRequestException(
                        "the request is no JSON object; expected one such as {\"ready\": true}");
            }
            Optional<Json> ready = request.find("ready");
            if (ready.isPresent() && !(ready.get() instanceof Json.Bool)) {
                throw new InvalidRequestException("\"ready\" is no truth value; expected true or false");
            }
            return ready.filter(Json.of(true)::equals).isPresent();
        } catch (JsonException e) {
            throw new InvalidRequestException("the request is not JSON: " + e.getMessage());
        }
    }
}
