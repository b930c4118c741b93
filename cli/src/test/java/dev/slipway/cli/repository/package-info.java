/** Tests of the commands on a user's repository. */
@NullMarked
package dev.slipway.cli.repository;

import org.jspecify.annotations.NullMarked;
