package dev.slipway.packager.torchscript;

import dev.slipway.packager.format.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a module's {@code forward} takes and gives, as its serialized code says:
 * {@code def forward(self: ..., x: Tensor) -> Tuple[Tensor, Tensor]:}.
 *
 * @param arguments those that a caller must give, without {@code self}
 * @param result what comes out
 */
public record Forward(List<Argument> arguments, Result result) {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Copies the list. */
    public Forward {
        arguments = List.copyOf(arguments);
    }

    /**
     * An argument.
     *
     * @param name its name in the code
     * @param type its type in TorchScript's words: {@code Tensor}, {@code List[Tensor]}
     */
    public record Argument(String name, String type) {}

    /** What {@code forward} returns. */
    public sealed interface Result {
        /** So many tensors, in this order. */
        record Tensors(int count) implements Result {}

        /** Tensors by keys that the code does not say. */
        record Named() implements Result {}

        /** As many as there are: a list. */
        record Several() implements Result {}

        /** Something that is no tensor, in TorchScript's words. */
        record NoTensors(String type) implements Result {}
    }

    /**
     * Finds it in the code of a class.
     *
     * @param code the whole file
     * @param name the class's own name, without its module's
     * @throws FormatException where it has none
     */
    static Forward of(String code, String name) {
        Matcher type = Pattern.compile("(?m)^class " + Pattern.quote(name) + "\\(Module\\):")
                .matcher(code);
        if (!type.find()) {
            throw new FormatException("its code has no class " + name);
        }
        Matcher next = Pattern.compile("(?m)^class ").matcher(code);
        int end = next.find(type.end()) ? next.start() : code.length();
        int start = code.indexOf("def forward(", type.end());
        if (start < 0 || start > end) {
            throw new FormatException("its class " + name + " has no method forward");
        }
        int arguments = start + "def forward(".length();
        int close = closing(code, arguments);
        int colon = code.indexOf(":\n", close);
        int arrow = code.indexOf("->", close);
        if (arrow < 0 || colon < arrow) {
            throw new FormatException("its method forward does not say what it returns");
        }
        List<Argument> taken = new ArrayList<>();
        for (String argument : parts(code.substring(arguments, close))) {
            argument(argument).ifPresent(taken::add);
        }
        return new Forward(taken, result(plain(code.substring(arrow + 2, colon))));
    }

    /** Where the bracket that is open at {@code from} closes. */
    private static int closing(String code, int from) {
        int depth = 1;
        for (int at = from; at < code.length(); at++) {
            switch (code.charAt(at)) {
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                default -> {}
            }
            if (depth == 0) {
                return at;
            }
        }
        throw new FormatException("its method forward does not end");
    }

    /** What stands between commas that are in no bracket. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(plain(text.substring(start, at)));
                        start = at + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(plain(text.substring(start)));
        return parts;
    }

    /** One that has a default may be left out, and is. */
    private static Optional<Argument> argument(String text) {
        int colon = text.indexOf(':');
        if (text.isEmpty() || text.equals("self") || text.startsWith("self:") || text.contains("=") || colon < 0) {
            return Optional.empty();
        }
        return Optional.of(new Argument(
                text.substring(0, colon).strip(), text.substring(colon + 1).strip()));
    }

    private static Result result(String type) {
        if (type.equals("Tensor")) {
            return new Result.Tensors(1);
        }
        if (type.equals("List[Tensor]")) {
            return new Result.Several();
        }
        if (type.equals("Dict[str, Tensor]")) {
            return new Result.Named();
        }
        if (type.startsWith("Tuple[") && type.endsWith("]")) {
            List<String> items = parts(type.substring("Tuple[".length(), type.length() - 1));
            if (items.stream().allMatch("Tensor"::equals)) {
                return new Result.Tensors(items.size());
            }
        }
        return new Result.NoTensors(type);
    }

    private static String plain(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
