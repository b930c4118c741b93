package dev.slipway.functions.lambda;

import dev.slipway.functions.json.JsonBytes;
import java.nio.ByteBuffer;
import java.util.List;

/** Golden samples as events, so that priming goes the whole way of a client's call. */
final class PrimingEvents {

    private PrimingEvents() {}

    /** An event for each of these V2 requests. */
    static List<byte[]> of(String model, List<byte[]> requests) {
        return requests.stream().map(request -> event(model, request)).toList();
    }

    private static byte[] event(String model, byte[] request) {
        String path = "/v2/models/" + model + "/infer";
        JsonBytes out = new JsonBytes()
                .raw("{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":")
                .string(path)
                .raw(",\"rawQueryString\":\"\",\"headers\":{\"content-type\":\"application/json\"},\"requestContext\":")
                .raw("{\"http\":{\"method\":\"POST\",\"path\":")
                .string(path)
                .raw("},\"stage\":\"$default\"},\"body\":")
                .string(ByteBuffer.wrap(request))
                .raw(",\"isBase64Encoded\":false}");
        ByteBuffer view = out.view();
        byte[] event = new byte[view.remaining()];
        view.get(event);
        return event;
    }
}
