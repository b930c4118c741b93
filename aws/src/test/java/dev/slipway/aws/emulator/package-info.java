/**
 * The emulator tier: the same kits through AWS's SDK against an emulator of AWS. A test says what it {@link
 * dev.slipway.aws.emulator.Needs needs}, and gets the {@link dev.slipway.aws.emulator.Emulator} that was named by
 * {@code -Demulator.endpoint=http://127.0.0.1:4566}, or LocalStack, started for the tests as {@code
 * -Demulator.localstack=host}, {@code container} or {@code auto} says. Without one these tests are left out with the
 * reason; {@code -Demulator.required=true} makes its absence a failure. What an emulator cannot do stands in {@link
 * dev.slipway.aws.emulator.EmulatorKind}, and is left out by that name.
 *
 * <p>Other modules' tests borrow this package: it knows no SDK. Start at {@link dev.slipway.aws.emulator.Needs}.
 */
@NullMarked
package dev.slipway.aws.emulator;

import org.jspecify.annotations.NullMarked;
