package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.AlarmSource.AlarmState;
import dev.slipway.core.platform.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link AlarmSource} does. */
public abstract class AlarmSourceContract {

    /** The source under test, the same one whenever a test asks again. */
    protected abstract AlarmSource alarms() throws Exception;

    /** Makes an alarm where there is none, and sets it. */
    protected abstract void set(String alarm, AlarmState state) throws Exception;

    @ParameterizedTest
    @EnumSource(AlarmState.class)
    void anAlarmIsAsItWasSet(AlarmState state) throws Exception {
        set("digits-business-errors", AlarmState.OK);
        set("digits-business-errors", state);

        assertThat(alarms().state("digits-business-errors")).isEqualTo(state);
    }

    @Test
    void anAlarmThatDoesNotExistIsMissingAndNotOk() throws Exception {
        set("digits-business-errors", AlarmState.OK);

        assertThatThrownBy(() -> alarms().state("digits-busines-errors"))
                .isInstanceOf(PlatformException.Missing.class)
                .hasMessageContaining("digits-busines-errors");
    }
}
