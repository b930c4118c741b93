package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.platform.FunctionService.Invocation;
import java.math.BigDecimal;
import java.util.List;

/** What the functions of these tests do: they answer their input times a factor, and two is right. */
public final class Doubler {

    private Doubler() {}

    /** Answers an event as the handler would. */
    public static Invocation answer(FunctionVersion version, int factor, byte[] event) {
        JsonReader body = JsonReader.of(
                "body", JsonText.parse(JsonReader.parse("event", event).text("body")));
        Json value = body.children("inputs").getFirst().items("data").getFirst();
        BigDecimal product = ((Json.Numeric) value).value().multiply(BigDecimal.valueOf(factor));
        Json output = Json.object()
                .with("name", Json.of("y"))
                .with("datatype", Json.of("FP32"))
                .with("shape", Json.array(List.of(Json.of(1))))
                .with("data", Json.array(List.of(new Json.Numeric(product))));
        return new Invocation.Answered(JsonText.canonical(Json.object()
                .with("statusCode", Json.of(200))
                .with(
                        "headers",
                        Json.object()
                                .with("slipway-digest", Json.of(version.digest().toString())))
                .with("body", Json.of(JsonText.write(Json.object().with("outputs", Json.array(List.of(output))))))
                .with("isBase64Encoded", Json.of(false))));
    }
}
