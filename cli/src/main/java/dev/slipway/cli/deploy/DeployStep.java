package dev.slipway.cli.deploy;

/** The steps of a deployment, in their order. */
enum DeployStep {
    /** The package into the store of this machine. */
    PACKAGE("package"),
    /** What the stage's models share, by the CDK. */
    PLATFORM("platform"),
    /** The package into the stage's store: the alias maker proves it there. */
    PUSH("push"),
    /** The model's function, alias, routes and alarms, by the CDK. */
    STACK("stack"),
    /** Traffic to it, by evidence. */
    RELEASE("release");

    private final String word;

    DeployStep(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
