package dev.slipway.functions.lambda;

import dev.slipway.functions.json.JsonBytes;
import dev.slipway.functions.v2.HttpAnswer;
import java.util.Base64;

/**
 * Writes answers. API Gateway takes the same in both of its formats: bytes that are no text go as base64, which it undoes.
 */
final class EventWriter implements Event.Kinds<JsonBytes> {

    /** Room for status and headers. */
    private static final int ENVELOPE = 1024;

    private final HttpAnswer answer;

    private EventWriter(HttpAnswer answer) {
        this.answer = answer;
    }

    /** The answer in the form that its event asks for. */
    static JsonBytes write(Event event, HttpAnswer answer) {
        return event.by(new EventWriter(answer));
    }

    @Override
    public JsonBytes http(Event.Http event) {
        return enveloped();
    }

    @Override
    public JsonBytes direct(Event.Direct event) {
        return body();
    }

    @Override
    public JsonBytes ping(Event.Ping event) {
        return body();
    }

    @Override
    public JsonBytes unknown(Event.Unknown event) {
        return enveloped();
    }

    private JsonBytes body() {
        return new JsonBytes(answer.body().remaining()).raw(answer.body().duplicate());
    }

    private JsonBytes enveloped() {
        JsonBytes out = new JsonBytes(answer.body().remaining() / 2 * 3 + ENVELOPE);
        out.raw("{\"statusCode\":").number(answer.status());
        out.raw(",\"headers\":{");
        boolean first = true;
        for (var header : answer.headers().entrySet()) {
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.string(header.getKey()).raw(':').string(header.getValue());
        }
        out.raw("},\"body\":");
        if (answer.text()) {
            out.string(answer.body());
        } else {
            out.raw('"')
                    .raw(Base64.getEncoder().encode(answer.body().duplicate()))
                    .raw('"');
        }
        return out.raw(answer.text() ? ",\"isBase64Encoded\":false}" : ",\"isBase64Encoded\":true}");
    }
}
