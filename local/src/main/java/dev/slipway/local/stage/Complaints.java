package dev.slipway.local.stage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Says what is wrong once, and again when it is something else, however often it is met. */
final class Complaints {

    private final Consumer<String> heard;
    private final Map<String, String> last = new ConcurrentHashMap<>();

    Complaints(Consumer<String> heard) {
        this.heard = heard;
    }

    /** Something is wrong with this. */
    void about(String matter, String complaint) {
        if (!complaint.equals(last.put(matter, complaint))) {
            heard.accept(complaint);
        }
    }

    /** Nothing is wrong with this any more. */
    void over(String matter) {
        last.remove(matter);
    }
}
