package dev.slipway.cli.deploy;

import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import java.util.Locale;

/** What would be done, said to people and to programs. */
final class DeployText {

    private DeployText() {}

    static void show(Surroundings in, Seen seen, DeployPlan plan, boolean json) {
        if (json) {
            in.out().println(JsonText.write(json(seen, plan)));
            return;
        }
        for (DeployPlan.Planned each : plan.steps()) {
            in.print(String.format(
                    Locale.ROOT, "%-9s %-9s %s", each.step().word(), each.fate().word(), each.words()));
        }
        plan.refusals().forEach(why -> in.print("refused   " + why));
        if (seen.there().isEmpty()) {
            in.say("the stage " + seen.asked().stage().name() + " was not seen: " + seen.blind());
        }
    }

    private static Json.Fields json(Seen seen, DeployPlan plan) {
        return Json.object()
                .with("stage", Json.of(seen.asked().stage().name()))
                .with("model", Json.of(seen.asked().model().value()))
                .with("digest", Json.of(seen.asked().digest().toString()))
                .with(
                        "steps",
                        Json.array(plan.steps().stream()
                                .map(each -> Json.object()
                                        .with("step", Json.of(each.step().word()))
                                        .with("fate", Json.of(each.fate().word()))
                                        .with("words", Json.of(each.words())))
                                .toList()))
                .with("refused", Json.texts(plan.refusals()))
                .with("not_seen", Json.of(seen.blind()));
    }
}
