package dev.slipway.functions.lambda;

import dev.slipway.core.model.Signature;
import dev.slipway.functions.json.JsonBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Golden samples as events, so that priming goes the whole way of a client's call. Each comes in several forms, with all
 * that API Gateway puts around a request: what the compiler never saw it leaves out, and compiled code that meets it
 * is thrown away in the middle of a client's call.
 */
final class PrimingEvents {

    private static final String HEADERS = "{\"accept\":\"*/*\",\"accept-encoding\":\"gzip, deflate\","
            + "\"content-length\":\"512\",\"content-type\":\"application/json\","
            + "\"host\":\"abcdefghij.execute-api.eu-central-1.amazonaws.com\",\"user-agent\":\"priming/1.0\","
            + "\"x-amzn-trace-id\":\"Root=1-5759e988-bd862e3fe1be46a994272793\",\"x-forwarded-for\":\"192.0.2.1\","
            + "\"x-forwarded-port\":\"443\",\"x-forwarded-proto\":\"https\"}";

    private PrimingEvents() {}

    /** Events for each of these V2 requests. */
    static List<byte[]> of(String model, Signature signature, List<byte[]> requests) {
        String path = "/v2/models/" + model + "/infer";
        List<byte[]> events = new ArrayList<>();
        for (byte[] request : requests) {
            byte[] another = OtherHand.write(request, signature);
            events.add(httpApi(path, request));
            events.add(httpApi(path, another));
            events.add(restApi(path, request));
            // The same by the way of what is not plain.
            events.add(httpApi(path, OtherHand.spell(another)));
            events.add(OtherHand.spell(restApi(path, request)));
        }
        return events;
    }

    /** Payload format 2.0, the body as text. */
    private static byte[] httpApi(String path, byte[] body) {
        return bytes(new JsonBytes()
                .raw("{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":")
                .string(path)
                .raw(",\"rawQueryString\":\"\",\"cookies\":[\"a=b\"],\"headers\":")
                .raw(HEADERS)
                .raw(
                        ",\"requestContext\":{\"accountId\":\"000000000000\",\"apiId\":\"abcdefghij\",\"domainName\":\"d\",")
                .raw("\"domainPrefix\":\"abcdefghij\",\"http\":{\"method\":\"POST\",\"path\":")
                .string(path)
                .raw(",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"192.0.2.1\",\"userAgent\":\"priming/1.0\"},")
                .raw("\"requestId\":\"id\",\"routeKey\":\"$default\",\"stage\":\"$default\",")
                .raw("\"time\":\"12/Mar/2026:19:03:58 +0000\",\"timeEpoch\":1773342238000},\"body\":")
                .string(ByteBuffer.wrap(body))
                .raw(",\"isBase64Encoded\":false}"));
    }

    /** Payload format 1.0, the body as base64. */
    private static byte[] restApi(String path, byte[] body) {
        return bytes(new JsonBytes()
                .raw("{\"version\":\"1.0\",\"resource\":\"/{proxy+}\",\"path\":")
                .string(path)
                .raw(",\"httpMethod\":\"POST\",\"headers\":")
                .raw(HEADERS)
                .raw(",\"multiValueHeaders\":{\"accept\":[\"*/*\"]},\"queryStringParameters\":null,")
                .raw(
                        "\"requestContext\":{\"accountId\":\"000000000000\",\"httpMethod\":\"POST\",\"identity\":{\"user\":null},")
                .raw("\"requestTimeEpoch\":1773342238000,\"stage\":\"$default\"},\"pathParameters\":null,\"body\":\"")
                .raw(Base64.getEncoder().encode(body))
                .raw("\",\"isBase64Encoded\":true}"));
    }

    private static byte[] bytes(JsonBytes event) {
        ByteBuffer view = event.view();
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }
}
