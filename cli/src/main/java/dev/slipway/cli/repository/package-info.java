/**
 * Commands on a user's repository: which models a push changed, and the workflows that release them. Start at
 * {@link dev.slipway.cli.repository.ChangedCommand}.
 */
@NullMarked
package dev.slipway.cli.repository;

import org.jspecify.annotations.NullMarked;
