/** The rules of the house, as tests over the poms and sources of every module. */
@NullMarked
package dev.slipway.cli.house;

import org.jspecify.annotations.NullMarked;
