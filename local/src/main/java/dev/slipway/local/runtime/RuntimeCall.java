package dev.slipway.local.runtime;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Runtime API of one environment, without the wire: which request does what.
 *
 * @param environment who asks
 * @param reports who decides
 * @param timing for deadlines
 */
record RuntimeCall(Environment environment, Reports reports, Timing timing) {

    private static final String BASE = "/2018-06-01/runtime";
    private static final String NEXT = BASE + "/invocation/next";
    private static final String INVOCATION = BASE + "/invocation/";
    private static final String RESPONSE = "/response";
    private static final String ERROR = "/error";
    private static final String RESTORE_NEXT = BASE + "/restore/next";
    private static final String RESTORE_ERROR = BASE + "/restore/error";
    private static final String INIT_ERROR = BASE + "/init/error";
    private static final byte[] NOTHING = new byte[0];

    /** What the wire must send. */
    sealed interface Reply {
        /** A status with a body, which may be empty. */
        @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
        record Status(int status, byte[] body) implements Reply {}

        /** A call for the environment. */
        @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
        record Event(String id, String arn, long deadline, byte[] body) implements Reply {}

        /** The environment shall end. */
        record Gone() implements Reply {}
    }

    /**
     * Answers a request. Asking for a call, or at the checkpoint, it waits as long as there is none.
     *
     * @param method the request's method
     * @param path the path after the environment's own part
     * @param errorType the kind of an error, where one is reported
     * @param body the request's body
     */
    Reply answer(String method, String path, String errorType, byte[] body) {
        if (method.equals("GET")) {
            return switch (path) {
                case NEXT -> next();
                case RESTORE_NEXT ->
                    reports.park(environment).join() ? new Reply.Status(200, NOTHING) : new Reply.Gone();
                default -> unknown(method, path);
            };
        }
        return method.equals("POST") ? post(path, errorType, body) : unknown(method, path);
    }

    private Reply next() {
        Optional<Call> call = reports.next(environment).join();
        if (call.isEmpty()) {
            return new Reply.Gone();
        }
        long deadline =
                timing.clock().millis() + reports.spec().settings().timeout().toMillis();
        return new Reply.Event(
                call.get().id(), call.get().arn(), deadline, call.get().event());
    }

    private Reply post(String path, String errorType, byte[] body) {
        if (path.startsWith(INVOCATION) && path.endsWith(RESPONSE)) {
            String id = path.substring(INVOCATION.length(), path.length() - RESPONSE.length());
            return reports.finish(environment, id, new CallResult.Answered(body)) ? accepted() : wrongId(id);
        }
        if (path.startsWith(INVOCATION) && path.endsWith(ERROR)) {
            String id = path.substring(INVOCATION.length(), path.length() - ERROR.length());
            CallResult error = new CallResult.Threw(errorType.isEmpty() ? "Unhandled" : errorType, words(body));
            // An answer that was too large has ended the call already; the client reports it once more.
            reports.finish(environment, id, error);
            return accepted();
        }
        return switch (path) {
            case INIT_ERROR, RESTORE_ERROR -> {
                reports.complain(environment, (errorType.isEmpty() ? "" : errorType + ": ") + words(body));
                yield accepted();
            }
            default -> unknown("POST", path);
        };
    }

    /** Answers a request whose body is over the limit. */
    Reply tooLarge(String path, int found, int limit) {
        if (path.startsWith(INVOCATION) && path.endsWith(RESPONSE)) {
            String id = path.substring(INVOCATION.length(), path.length() - RESPONSE.length());
            reports.finish(
                    environment,
                    id,
                    new CallResult.Unanswered(
                            "Function.ResponseSizeTooLarge",
                            "Response payload size exceeded maximum allowed payload size (" + limit + " bytes)."));
        }
        return new Reply.Status(413, error("RequestEntityTooLarge", "found more than " + (found - 1) + " bytes"));
    }

    private static Reply accepted() {
        return new Reply.Status(202, NOTHING);
    }

    private static Reply wrongId(String id) {
        return new Reply.Status(400, error("InvalidRequestID", "this environment has no call " + id));
    }

    private static Reply unknown(String method, String path) {
        return new Reply.Status(404, error("UnknownRequest", method + " " + path));
    }

    private static byte[] error(String type, String message) {
        return JsonText.canonical(
                Json.object().with("errorType", Json.of(type)).with("errorMessage", Json.of(message)));
    }

    /**
     * What an error's body says: its kind and its message, or all of it where it is something else. The client names the
     * exception's class in full, and of one thrown at the start it repeats class and message behind the message.
     */
    private static String words(byte[] body) {
        try {
            JsonReader reader = JsonReader.parse("error", body);
            String type = reader.optionalText("errorType").orElse("Error");
            return reader.optionalText("errorMessage")
                    .map(text -> text.split(": " + Pattern.quote(type) + "(: |$)", 2)[0])
                    .map(text -> type.replaceFirst("^.*[.$]", "") + ": " + text)
                    .orElse(type);
        } catch (JsonException _) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
