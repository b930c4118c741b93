/** Tests of the report. */
@NullMarked
package dev.slipway.core.report;

import org.jspecify.annotations.NullMarked;
