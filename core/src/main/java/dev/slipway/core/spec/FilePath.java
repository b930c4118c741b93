package dev.slipway.core.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths a file of a package may have: plain ones that stay inside the model folder on every system. */
public final class FilePath {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int LONGEST = 255;

    private FilePath() {}

    /** Why {@code path} may not be a file of a package; empty where it may. */
    public static Optional<String> objection(String path) {
        if (path.isEmpty() || path.length() > LONGEST) {
            return Optional.of("a path of 1 to " + LONGEST + " characters");
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return Optional.of("a relative path");
        }
        if (path.contains("\\") || CONTROL.matcher(path).find()) {
            return Optional.of("a path with forward slashes and no control characters");
        }
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.of("a path that does not leave its folder");
            }
            if (part.isEmpty() || part.equals(".") || part.endsWith(" ") || part.endsWith(".")) {
                return Optional.of("a plain path such as model.onnx or data/model.onnx");
            }
        }
        return Optional.empty();
    }
}
