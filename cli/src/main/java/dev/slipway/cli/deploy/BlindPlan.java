package dev.slipway.cli.deploy;

import dev.slipway.cli.deploy.DeployPlan.Planned;
import java.util.List;

/**
 * What can be said of a stage that cannot be seen.
 *
 * @param seen what was seen of this machine
 */
record BlindPlan(Seen seen) {

    DeployPlan plan() {
        Asked asked = seen.asked();
        Planned packaged = seen.here()
                ? DeployPlan.done(DeployStep.PACKAGE, asked.brief() + " is in the store of this machine")
                : DeployPlan.toDo(
                        DeployStep.PACKAGE,
                        asked.folder()
                                .map(folder -> folder + ", which gives " + asked.brief())
                                .orElse("copy " + asked.brief() + " from a store that has it"));
        return new DeployPlan(
                List.of(
                        packaged,
                        DeployPlan.notSeen(
                                DeployStep.PLATFORM,
                                "cdk deploy " + asked.names().platformStack() + ", where it differs"),
                        DeployPlan.notSeen(
                                DeployStep.PUSH,
                                asked.brief() + " to " + asked.names().packages() + ", what is missing there"),
                        DeployPlan.notSeen(DeployStep.STACK, "cdk deploy " + asked.stack() + ", where it differs"),
                        DeployPlan.notSeen(DeployStep.RELEASE, asked.brief() + ", where it does not serve yet")),
                List.of());
    }
}
