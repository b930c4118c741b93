package dev.slipway.local.metric;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The local stage's alarms: as somebody set them through the stage's API. They are kept with the releases. */
public final class LocalAlarmSource implements AlarmSource {

    /** No model has such a name, so no endpoint's documents lie here. */
    private static final String PREFIX = "_alarms/";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final ReleaseStore store;

    /** A source that keeps alarms in this store. */
    public LocalAlarmSource(ReleaseStore store) {
        this.store = store;
    }

    @Override
    public AlarmState state(String alarm) {
        return read(alarm)
                .map(found -> parse(alarm, found))
                .orElseThrow(() -> new PlatformException.Missing("no alarm \"" + alarm + "\" was ever set on this stage"
                        + "; PUT /stage/api/alarms/" + alarm + " sets it"));
    }

    /** All alarms that were set, by name. */
    public Map<String, AlarmState> all() {
        Map<String, AlarmState> all = new TreeMap<>();
        for (String key : store.keys(PREFIX)) {
            String alarm = key.substring(PREFIX.length());
            read(alarm).ifPresent(found -> all.put(alarm, parse(alarm, found)));
        }
        return all;
    }

    /**
     * Sets an alarm.
     *
     * @throws IllegalArgumentException where the name is not allowed
     */
    public void set(String alarm, AlarmState state) {
        check(alarm);
        byte[] content = state.name().getBytes(StandardCharsets.US_ASCII);
        Optional<ReleaseStore.Document> before = read(alarm);
        try {
            if (before.isPresent()) {
                store.replace(PREFIX + alarm, before.get().tag(), content);
            } else {
                store.create(PREFIX + alarm, content);
            }
        } catch (PlatformException.Conflict _) {
            // Somebody set it in between: the last one wins, as on CloudWatch.
            set(alarm, state);
        }
    }

    private Optional<ReleaseStore.Document> read(String alarm) {
        return NAME.matcher(alarm).matches() ? store.read(PREFIX + alarm) : Optional.empty();
    }

    private AlarmState parse(String alarm, ReleaseStore.Document document) {
        String found = new String(document.content(), StandardCharsets.US_ASCII);
        return Arrays.stream(AlarmState.values())
                .filter(state -> state.name().equals(found))
                .findFirst()
                .orElseThrow(() -> new PlatformException.Corrupt(store.place(PREFIX + alarm)
                        + " is no alarm's state any more; PUT /stage/api/alarms/" + alarm + " sets it anew"));
    }

    private static void check(String alarm) {
        if (!NAME.matcher(alarm).matches()) {
            throw new IllegalArgumentException("\"" + alarm
                    + "\" is not an alarm's name; expected lower-case letters, digits, hyphens and underscores");
        }
    }
}
