/**
 * The emulator tier: the same kits through AWS's SDK against an emulator that runs already. Give it by
 * {@code -Demulator.endpoint=http://127.0.0.1:4566}; without it these tests are skipped, and with
 * {@code -Demulator.required=true} its absence is a failure. What an emulator cannot do is skipped by name: see
 * {@link dev.slipway.aws.emulator.Capability}.
 */
@NullMarked
package dev.slipway.aws.emulator;

import org.jspecify.annotations.NullMarked;
