package dev.slipway.functions.engine.text;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.tensor.PredictionException;
import dev.slipway.functions.tensor.Predictor;
import dev.slipway.functions.tensor.Shape;
import dev.slipway.functions.tensor.Tensor;
import dev.slipway.functions.tensor.UnsupportedTensorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Texts in: a tokenizer in front of a model that takes tokens. What the model answers goes out as it is. */
final class TextPredictor implements Predictor {

    private final TextTokenizer tokenizer;
    private final Predictor model;
    private final TensorSpec text;
    private final Signature signature;

    private TextPredictor(TextTokenizer tokenizer, Predictor model, TensorSpec text) {
        this.tokenizer = tokenizer;
        this.model = model;
        this.text = text;
        this.signature = new Signature(List.of(text), model.signature().outputs());
    }

    /**
     * A predictor of these parts, which it closes.
     *
     * @param text the input that clients send: BYTES of one dimension
     * @throws ModelLoadException where the model takes something else than tokens
     */
    static TextPredictor of(TextTokenizer tokenizer, Predictor model, TensorSpec text) {
        for (TensorSpec input : model.signature().inputs()) {
            boolean whole = input.datatype() == Datatype.INT64 || input.datatype() == Datatype.INT32;
            if (part(input.name()).isEmpty() || !whole) {
                throw new ModelLoadException("the model takes the input \"" + input.name() + "\" " + input.datatype()
                        + "; expected input_ids, attention_mask or token_type_ids, INT64 or INT32");
            }
        }
        return new TextPredictor(tokenizer, model, text);
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs, List<String> outputs) {
        if (!(inputs.getFirst() instanceof Tensor.Bytes texts)) {
            throw new UnsupportedTensorException("input \"" + text.name() + "\" is no BYTES");
        }
        return model.predict(tokens(texts), outputs);
    }

    private List<Tensor> tokens(Tensor.Bytes texts) {
        TextTokenizer.Tokens[] tokens = encode(texts);
        int longest = 0;
        for (int i = 0; i < tokens.length; i++) {
            int length = tokens[i].ids().length;
            if (length == 0) {
                throw new UnsupportedTensorException("input \"" + text.name() + "\" has a text without any token at "
                        + texts.shape().position(i) + "; expected a longer one");
            }
            longest = Math.max(longest, length);
        }
        List<Tensor> inputs = new ArrayList<>(3);
        for (TensorSpec input : model.signature().inputs()) {
            inputs.add(tensor(input, tokens, longest));
        }
        return inputs;
    }

    private TextTokenizer.Tokens[] encode(Tensor.Bytes texts) {
        String[] words = new String[texts.elements().size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = decode(texts, i);
        }
        try {
            return words.length == 0 ? new TextTokenizer.Tokens[0] : tokenizer.encode(words);
        } catch (RuntimeException e) {
            throw new PredictionException("the tokenizer failed: " + e.getMessage(), e);
        }
    }

    private String decode(Tensor.Bytes texts, int index) {
        ByteBuffer bytes = ByteBuffer.wrap(texts.elements().get(index));
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, characters, true);
        if (result.isError()) {
            throw new UnsupportedTensorException("input \"" + text.name() + "\" is no UTF-8 at "
                    + texts.shape().position(index) + ", byte " + bytes.position() + "; expected texts in UTF-8");
        }
        return characters.flip().toString();
    }

    /** One row a text; what is shorter ends in zeros, which the mask names padding. */
    private static Tensor tensor(TensorSpec input, TextTokenizer.Tokens[] tokens, int longest) {
        Function<TextTokenizer.Tokens, long[]> part = part(input.name()).orElseThrow();
        boolean wide = input.datatype() == Datatype.INT64;
        int width = input.datatype().width();
        ByteBuffer data = ByteBuffer.allocateDirect(Math.multiplyExact(tokens.length * width, longest))
                .order(ByteOrder.nativeOrder());
        for (int row = 0; row < tokens.length; row++) {
            long[] numbers = part.apply(tokens[row]);
            int start = row * longest * width;
            for (int i = 0; i < numbers.length; i++) {
                if (wide) {
                    data.putLong(start + i * width, numbers[i]);
                } else {
                    data.putInt(start + i * width, (int) numbers[i]);
                }
            }
        }
        return new Tensor.Fixed(input.name(), input.datatype(), Shape.of(tokens.length, longest), data);
    }

    /** What a model's input of this name is made of, as Hugging Face's exporters call them. */
    private static Optional<Function<TextTokenizer.Tokens, long[]>> part(String input) {
        return Optional.ofNullable(
                switch (input) {
                    case "input_ids" -> TextTokenizer.Tokens::ids;
                    case "attention_mask" -> TextTokenizer.Tokens::mask;
                    case "token_type_ids" -> TextTokenizer.Tokens::types;
                    default -> null;
                });
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
