/** The adapters pass their kits: against S3Mock always, against an emulator where one is given. */
@NullMarked
package dev.slipway.aws;

import org.jspecify.annotations.NullMarked;
