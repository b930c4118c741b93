/**
 * What clients met, counted on this machine: the function host's own counts, and the lines in CloudWatch's embedded
 * metric format that the functions print. Start at {@link dev.slipway.local.metric.LocalMetricSource}.
 */
@NullMarked
package dev.slipway.local.metric;

import org.jspecify.annotations.NullMarked;
