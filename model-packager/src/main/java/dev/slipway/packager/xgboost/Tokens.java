package dev.slipway.packager.xgboost;

import java.io.Closeable;
import java.io.IOException;

/** A document of objects, lists, texts and numbers, one token after the other, however it is written. */
interface Tokens extends Closeable {

    /** What a token is. */
    enum Kind {
        /** An object begins; keys and values follow, then {@link #END}. */
        OBJECT,
        /** A list begins; values follow, then {@link #END}. */
        LIST,
        /** The innermost object or list ends. */
        END,
        /** The name of the value that follows. */
        KEY,
        /** A text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True, false or nothing. */
        LITERAL
    }

    /**
     * The next token.
     *
     * @throws dev.slipway.packager.format.FormatException where the document is broken
     */
    Kind next() throws IOException;

    /** The key, text or number just read. */
    String text() throws IOException;

    /** Passes over the rest of the object or list that just began. */
    void skip() throws IOException;
}
