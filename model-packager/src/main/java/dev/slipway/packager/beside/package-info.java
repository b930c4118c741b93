/**
 * What lies beside a package and never in it, for it does not follow from the model folder: what a machine measured, the
 * bill of materials with its serial number, where the folder came from. Each is an OCI referrer. Start at
 * {@link dev.slipway.packager.beside.Beside}.
 */
@NullMarked
package dev.slipway.packager.beside;

import org.jspecify.annotations.NullMarked;
