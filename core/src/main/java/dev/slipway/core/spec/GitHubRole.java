package dev.slipway.core.spec;

import java.util.Locale;

/** The roles that workflows on GitHub take, one of each a stage. */
public enum GitHubRole {
    /** A pull request's: reads what is deployed. */
    PLAN,
    /** Puts packages; deletes nothing. */
    PUBLISH,
    /** Deploys the stage's stacks. */
    DEPLOY,
    /** Starts, reads and steers releases. */
    RELEASE;

    /** Its word: {@code plan}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The repository variable that workflows are told it by, where they are told. */
    public String variable() {
        return "SLIPWAY_" + name() + "_ROLE";
    }
}
