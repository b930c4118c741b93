package dev.slipway.functions.engine.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.slipway.functions.engine.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Hugging Face tokenizer, exactly as its {@code tokenizer.json} says. DJL's own class above the same library sets
 * truncation and padding anew, and fetches six more arrays a text than a model takes; so the library is asked directly.
 * Threads may share it.
 */
final class TextTokenizer implements AutoCloseable {

    private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;

    private final long handle;

    private TextTokenizer(long handle) {
        this.handle = handle;
    }

    /** What a text became: as many numbers in each array as it has tokens, padding among them. Nobody changes them. */
    static final class Tokens {

        private final long[] ids;
        private final long[] mask;
        private final long[] types;

        private Tokens(long[] ids, long[] mask, long[] types) {
            this.ids = ids;
            this.mask = mask;
            this.types = types;
        }

        /** The tokens' numbers in the vocabulary. */
        long[] ids() {
            return ids;
        }

        /** 1 for a token, 0 for padding. */
        long[] mask() {
            return mask;
        }

        /** 0 for the first text of a pair; all 0 here. */
        long[] types() {
            return types;
        }
    }

    /**
     * Loads the native library, before a first tokenizer is made. DJL is configured by system properties.
     *
     * @param natives the folder that has it; without one DJL would unpack its own into the user's home
     * @throws ModelLoadException where it cannot be loaded
     */
    static void start(Optional<Path> natives) {
        // The file and not its folder: for a folder DJL first looks for a graphics card.
        natives.map(folder -> folder.resolve(System.mapLibraryName("tokenizers")))
                .filter(Files::exists)
                .ifPresent(file -> System.setProperty("RUST_LIBRARY_PATH", file.toString()));
        try {
            LibUtils.checkStatus();
        } catch (EngineException | LinkageError e) {
            throw new ModelLoadException(
                    "the tokenizers' library does not load from "
                            + natives.map(Path::toString).orElse("its jar") + ": " + reason(e),
                    e);
        }
    }

    /**
     * A tokenizer of this {@code tokenizer.json}.
     *
     * @throws ModelLoadException where the library cannot read it
     */
    static TextTokenizer of(String json) {
        try {
            return new TextTokenizer(LIBRARY.createTokenizerFromString(json));
        } catch (RuntimeException e) {
            throw new ModelLoadException("the tokenizer cannot be loaded: " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    /** The texts' tokens, in their order; padded to one length where {@code tokenizer.json} says how. */
    Tokens[] encode(String[] texts) {
        // A batch of one would start the library's threads for nothing.
        long[] encodings = texts.length == 1
                ? new long[] {LIBRARY.encode(handle, texts[0], true)}
                : LIBRARY.batchEncode(handle, texts, true);
        Tokens[] tokens = new Tokens[encodings.length];
        try {
            for (int i = 0; i < encodings.length; i++) {
                tokens[i] = new Tokens(
                        LIBRARY.getTokenIds(encodings[i]),
                        LIBRARY.getAttentionMask(encodings[i]),
                        LIBRARY.getTypeIds(encodings[i]));
            }
        } finally {
            for (long encoding : encodings) {
                LIBRARY.deleteEncoding(encoding);
            }
        }
        return tokens;
    }

    /** Frees it. No call may run or follow. */
    @Override
    public void close() {
        LIBRARY.deleteTokenizer(handle);
    }
}
