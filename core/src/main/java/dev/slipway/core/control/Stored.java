package dev.slipway.core.control;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.util.function.Function;

/** Reads what is stored, and says which document it is where one cannot be read. */
final class Stored {

    private Stored() {}

    /**
     * Reads a document.
     *
     * @throws PlatformException.Corrupt where it is not what was written; the message names it
     */
    static <T> T read(ReleaseStore store, String key, byte[] content, Function<JsonReader, T> form) {
        try {
            return form.apply(JsonReader.parse("document", content));
        } catch (JsonException e) {
            String at = e.line() > 0 ? " at line " + e.line() + ", column " + e.column() : "";
            throw damaged(store, key, at + ": " + e.getMessage());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw damaged(store, key, ": " + e.getMessage());
        }
    }

    private static PlatformException damaged(ReleaseStore store, String key, String how) {
        return new PlatformException.Corrupt(
                store.place(key) + " cannot be read" + how + "; put back a copy of it as it was written");
    }
}
