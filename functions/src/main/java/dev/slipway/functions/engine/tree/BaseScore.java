package dev.slipway.functions.engine.tree;

import dev.slipway.functions.engine.ModelLoadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model file as XGBoost 3.0 reads it rightly. XGBoost from 3.1 on writes {@code base_score} as a list,
 * {@code "[6.27E-1]"}; older ones load that without an error and then predict wrongly. A list of one number is written
 * as the number it holds. A list of several is taken out, and given with each call as what rows start from.
 *
 * @param model the file's bytes, ready to load
 * @param margins what rows start from, where the file holds several base scores
 */
record BaseScore(ByteBuffer model, Optional<Margins> margins) {

    /** What XGBoost 3.0 itself writes where it has no better idea; margins replace it. */
    private static final String NO_MATTER = "5E-1";

    private static final byte[] SECTION = "learner_model_param".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern JSON = Pattern.compile("\"base_score\"\\s*:\\s*\"([^\"]*)\"");

    /** A string in UBJSON (ubjson.org): a mark, its length in 8 bytes, its text. XGBoost writes lengths in no other way. */
    private static final Pattern UBJ = Pattern.compile("base_scoreSL(.{8})([0-9eE+\\-.,\\[\\] ]*)", Pattern.DOTALL);

    private static final Pattern JSON_OBJECTIVE =
            Pattern.compile("\"objective\"\\s*:\\s*\\{\\s*\"name\"\\s*:\\s*\"([a-z:]+)\"");
    private static final Pattern UBJ_OBJECTIVE =
            Pattern.compile("objective\\{L.{8}nameSL.{8}([a-z:]+)", Pattern.DOTALL);

    /**
     * Looks at a file, and changes it where that is needed.
     *
     * @throws ModelLoadException where it holds several base scores that cannot be given with each call
     */
    static BaseScore of(ByteBuffer model) {
        int start = lastIndexOf(model, SECTION);
        if (start < 0) {
            return new BaseScore(model, Optional.empty());
        }
        byte[] tail = new byte[model.limit() - start];
        model.get(start, tail);
        // one character a byte, so that places in the text are places in the file
        String text = new String(tail, StandardCharsets.ISO_8859_1);
        Matcher json = JSON.matcher(text);
        Matcher ubj = UBJ.matcher(text);
        if (json.find()) {
            return json.group(1).startsWith("[")
                    ? rewritten(
                            model, json.group(1), start + json.start(1), start + json.end(1), false, objective(text))
                    : new BaseScore(model, Optional.empty());
        }
        if (ubj.find() && ubj.group(2).startsWith("[")) {
            return rewritten(model, ubj.group(2), start + ubj.start(1), start + ubj.end(2), true, objective(text));
        }
        return new BaseScore(model, Optional.empty());
    }

    private static BaseScore rewritten(
            ByteBuffer model, String list, int from, int to, boolean counted, String objective) {
        List<String> scores = Arrays.stream(list.replaceAll("[\\[\\] ]", "").split(","))
                .filter(score -> !score.isEmpty())
                .toList();
        boolean one = scores.size() == 1;
        byte[] text = (one ? scores.getFirst() : NO_MATTER).getBytes(StandardCharsets.US_ASCII);
        int prefix = counted ? Long.BYTES : 0;
        ByteBuffer changed = ByteBuffer.allocateDirect(model.limit() - (to - from) + prefix + text.length);
        changed.put(model.slice(0, from));
        if (counted) {
            changed.putLong(text.length); // UBJSON is big-endian, as a fresh buffer is
        }
        changed.put(text).put(model.slice(to, model.limit() - to)).flip();
        Optional<Margins> margins = one
                ? Optional.empty()
                : Optional.of(new Margins(scores.stream()
                        .map(score -> margin(objective, Float.parseFloat(score)))
                        .toList()));
        return new BaseScore(changed, margins);
    }

    private static String objective(String text) {
        Matcher json = JSON_OBJECTIVE.matcher(text);
        Matcher ubj = UBJ_OBJECTIVE.matcher(text);
        return json.find() ? json.group(1) : ubj.find() ? ubj.group(1) : "";
    }

    /** XGBoost's {@code ProbToMargin}: from what the file says to what rows start from. */
    private static float margin(String objective, float score) {
        return switch (objective) {
            case "multi:softprob",
                    "multi:softmax",
                    "reg:squarederror",
                    "reg:absoluteerror",
                    "reg:pseudohubererror",
                    "reg:quantileerror" -> score;
            case "binary:logistic", "reg:logistic" -> (float) -Math.log(1.0f / score - 1.0f);
            default ->
                throw new ModelLoadException("the model holds several base scores for the objective " + objective
                        + ", which this engine (XGBoost 3.0) cannot start from; train with one base_score, or export to"
                        + " ONNX");
        };
    }

    private static int lastIndexOf(ByteBuffer buffer, byte[] wanted) {
        for (int at = buffer.limit() - wanted.length; at >= 0; at--) {
            int same = 0;
            while (same < wanted.length && buffer.get(at + same) == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
