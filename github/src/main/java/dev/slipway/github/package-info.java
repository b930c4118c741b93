/**
 * Tells a commit on GitHub how its release goes, through GitHub's REST API: a commit status and the status of a
 * deployment with a narrow token, a check where a GitHub App is set up. Start at
 * {@link dev.slipway.github.GitHubReporter}.
 */
@NullMarked
package dev.slipway.github;

import org.jspecify.annotations.NullMarked;
