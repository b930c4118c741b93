package dev.slipway.core.control;

import dev.slipway.core.platform.AlarmSource;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.MetricSource;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Router;

/**
 * The platform a controller works on.
 *
 * @param functions what exists
 * @param router what serves
 * @param metrics what clients met
 * @param alarms what people watch besides
 * @param releases where the controller keeps its state
 * @param models where the packages are
 */
public record Ports(
        FunctionService functions,
        Router router,
        MetricSource metrics,
        AlarmSource alarms,
        ReleaseStore releases,
        ModelStore models) {}
