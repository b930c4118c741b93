package dev.slipway.bench;

import dev.slipway.functions.json.JsonBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;

/**
 * A request to the digits example in one of its forms: its tensor, its body, and the event that API Gateway makes of it.
 *
 * @param rows how many pictures
 * @param elements their pixels, outside the heap
 * @param body the HTTP body
 * @param jsonLength how much of it is JSON, where binary tensor data follows
 */
record Load(int rows, ByteBuffer elements, ByteBuffer body, OptionalInt jsonLength) {

    static final int PIXELS = 64;

    /** 4,096 rows of 64 floats are one megabyte. */
    private static final int MEGABYTE_ROWS = 4096;

    static Load named(String name) {
        return switch (name) {
            case "json" -> json(false);
            case "json-long" -> json(true);
            case "binary" -> binary();
            default -> throw new IllegalArgumentException(name + "; expected json, json-long or binary");
        };
    }

    /** 64 floats in JSON: whole pixels from 0 to 16, or with all the digits that a float has. */
    private static Load json(boolean many) {
        ByteBuffer elements = elements(1, many ? 16 / 17f : 1);
        JsonBytes body =
                new JsonBytes().raw("{\"inputs\":[{\"name\":\"x\",\"shape\":[1,64],\"datatype\":\"FP32\",\"data\":[");
        for (int i = 0; i < PIXELS; i++) {
            body.raw(i == 0 ? "" : ",").raw(Float.toString(elements.getFloat(i * Float.BYTES)));
        }
        return new Load(1, elements, body.raw("]}]}").view(), OptionalInt.empty());
    }

    /** 4,096 rows as binary tensor data, and the answer asked for in the same form. */
    private static Load binary() {
        ByteBuffer elements = elements(MEGABYTE_ROWS, 1);
        String json = "{\"inputs\":[{\"name\":\"x\",\"shape\":[" + MEGABYTE_ROWS
                + ",64],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + elements.limit()
                + "}}],\"parameters\":{\"binary_data_output\":true}}";
        return new Load(
                MEGABYTE_ROWS,
                elements,
                new JsonBytes().raw(json).raw(elements.duplicate()).view(),
                OptionalInt.of(json.length()));
    }

    private static ByteBuffer elements(int rows, float scale) {
        ByteBuffer elements =
                ByteBuffer.allocateDirect(rows * PIXELS * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < rows * PIXELS; i++) {
            elements.putFloat(i * Float.BYTES, i * 7 % 17 * scale);
        }
        return elements;
    }

    /** The event in payload format 2.0. */
    byte[] event() {
        boolean binary = jsonLength.isPresent();
        JsonBytes event = new JsonBytes()
                .raw("{\"version\":\"2.0\",\"routeKey\":\"$default\",\"rawPath\":\"/v2/models/digits/infer\"")
                .raw(",\"rawQueryString\":\"\",\"headers\":{\"host\":\"bench\",\"accept\":\"*/*\"");
        jsonLength.ifPresent(length -> event.raw(",\"inference-header-content-length\":\"" + length + "\""));
        event.raw(",\"content-type\":\"")
                .raw(binary ? "application/octet-stream" : "application/json")
                .raw("\"},\"requestContext\":{\"http\":{\"method\":\"POST\",\"path\":\"/v2/models/digits/infer\"}")
                .raw(",\"requestId\":\"bench\",\"stage\":\"$default\"},\"body\":");
        if (binary) {
            event.raw('"').raw(Base64.getEncoder().encode(body.duplicate())).raw('"');
        } else {
            event.string(body);
        }
        event.raw(binary ? ",\"isBase64Encoded\":true}" : ",\"isBase64Encoded\":false}");
        return bytes(event.view());
    }

    private static byte[] bytes(ByteBuffer view) {
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }

    /** Fails where an answer is none, so that no bench measures how fast an error is. */
    static void check(byte[] answer) {
        String head = new String(answer, 0, Math.min(answer.length, 400), StandardCharsets.UTF_8);
        if (!head.startsWith("{\"statusCode\":200")) {
            throw new IllegalStateException("the function answered " + head);
        }
    }
}
