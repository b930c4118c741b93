package dev.slipway.functions.controller;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import java.net.URI;
import java.util.Optional;

/**
 * What CloudFormation asks of a custom resource (AWS CloudFormation user guide, "Custom resource request and response
 * reference").
 *
 * @param kind what it wants
 * @param answerTo where it waits for the answer: an address that itself grants the right to write there
 * @param stackId the stack
 * @param requestId this request
 * @param logicalId the resource's name in the template
 * @param physicalId the resource's id, from when it was made
 * @param model the model, of the resource's properties
 */
record ResourceEvent(
        Kind kind,
        URI answerTo,
        String stackId,
        String requestId,
        String logicalId,
        Optional<String> physicalId,
        ModelName model) {

    /** The longest reason: an answer may have 4096 bytes in all. */
    private static final int LONGEST_REASON = 2_000;

    /** What CloudFormation wants. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE
    }

    /**
     * Reads one.
     *
     * @throws dev.slipway.core.json.JsonException where it is none
     * @throws IllegalArgumentException where a part of it is not what it should be
     */
    static ResourceEvent parse(byte[] bytes) {
        JsonReader reader = JsonReader.parse("event", bytes);
        return new ResourceEvent(
                kind(reader.text("RequestType")),
                URI.create(reader.text("ResponseURL")),
                reader.text("StackId"),
                reader.text("RequestId"),
                reader.text("LogicalResourceId"),
                reader.optionalText("PhysicalResourceId"),
                new ModelName(reader.child("ResourceProperties").text("Model")));
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "Create" -> Kind.CREATE;
            case "Update" -> Kind.UPDATE;
            case "Delete" -> Kind.DELETE;
            default ->
                throw new IllegalArgumentException(
                        "RequestType is \"" + word + "\"; expected Create, Update or Delete");
        };
    }

    /** The answer that it is done. */
    byte[] done(String id) {
        return answer("SUCCESS", "", id);
    }

    /** The answer that it cannot be done; CloudFormation shows the reason. */
    byte[] failed(String id, String reason) {
        return answer("FAILED", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)), id);
    }

    private byte[] answer(String status, String reason, String id) {
        Json.Fields answer = Json.object()
                .with("Status", Json.of(status))
                .with("PhysicalResourceId", Json.of(id))
                .with("StackId", Json.of(stackId))
                .with("RequestId", Json.of(requestId))
                .with("LogicalResourceId", Json.of(logicalId));
        return JsonText.canonical(reason.isEmpty() ? answer : answer.with("Reason", Json.of(reason)));
    }
}
