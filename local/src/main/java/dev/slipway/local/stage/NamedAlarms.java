package dev.slipway.local.stage;

import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.PlatformException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The alarms that releases name, of a stage where others set them.
 *
 * @param source says how they are
 * @param named those that the present releases' plans name
 */
record NamedAlarms(AlarmSource source, Supplier<Set<String>> named) implements Alarms {

    @Override
    public Map<String, AlarmState> all() {
        Map<String, AlarmState> all = new TreeMap<>();
        for (String alarm : named.get()) {
            try {
                all.put(alarm, source.state(alarm));
            } catch (PlatformException.Missing _) {
                // A release that names it is held, and says so.
            }
        }
        return all;
    }

    @Override
    public AlarmState state(String alarm) {
        return source.state(alarm);
    }

    @Override
    public void set(String alarm, AlarmState state) {
        throw new RefusedException(
                Kind.CONFLICT, "the alarms of this stage are CloudWatch's, and are not set from here");
    }
}
