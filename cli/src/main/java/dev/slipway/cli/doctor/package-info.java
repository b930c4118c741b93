/**
 * {@code slipway doctor}: what was measured of a package, for people and programs. Start at
 * {@link dev.slipway.cli.doctor.DoctorCommand}; what measures is {@code local.doctor}, what decides {@code core.doctor}.
 */
@NullMarked
package dev.slipway.cli.doctor;

import org.jspecify.annotations.NullMarked;
