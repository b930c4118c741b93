/**
 * A stage as it is on AWS, for tests: a real S3 API with real packages and records, the real controller, and functions,
 * weights, metrics and alarms in memory. Start at {@link dev.slipway.cli.remote.RemoteStand}.
 */
@NullMarked
package dev.slipway.cli.remote;

import org.jspecify.annotations.NullMarked;
