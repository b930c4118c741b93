package dev.slipway.functions.engine.torch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PyTorch says, without the code of the model and the traceback through it. */
final class TorchMessages {

    private static final Pattern ERROR = Pattern.compile("(?m)^(?:[\\w.]*Error): (.+)$");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private TorchMessages() {}

    static String of(Throwable e) {
        String message = String.valueOf(e.getMessage());
        Matcher errors = ERROR.matcher(message);
        String told = message.lines().findFirst().orElse("");
        while (errors.find()) {
            told = errors.group(1);
        }
        return SPACE.matcher(told).replaceAll(" ").strip();
    }
}
