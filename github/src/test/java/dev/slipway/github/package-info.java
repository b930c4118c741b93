/** Reports against a GitHub of our own, which speaks GitHub's documented API: start at {@link dev.slipway.github.FakeGitHub}. */
@NullMarked
package dev.slipway.github;

import org.jspecify.annotations.NullMarked;
