package dev.slipway.cli.drill;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Brings a candidate to its share of the traffic, and takes it back by command. */
final class Drill {

    private static final Duration READY_AT_MOST = Duration.ofMinutes(5);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long CANDIDATE_ANSWERS = 20;

    private final StageClient stage;
    private final ModelName model;
    private final Json.Fields who;

    Drill(StageClient stage, ModelName model, Json.Fields who) {
        this.stage = stage;
        this.model = model;
        this.who = who;
    }

    /**
     * Begins a release for a round.
     *
     * @param plan the plan as the stage takes it: verify, then a share, and no further
     */
    void begin(Digest digest, Json plan) throws InterruptedException {
        stage.start(who.with("model", Json.of(model.value()))
                .with("digest", Json.of(digest.toString()))
                .with("despite_alarms", Json.texts(List.of()))
                .with("plan", plan));
    }

    /**
     * Practises once with the release that runs.
     *
     * @throws CommandException where the candidate does not come to answer
     */
    Round practise(Load load) throws InterruptedException {
        JsonReader release = release();
        String id = release.text("id");
        String candidate = release.child("candidate").text("version");
        long since = System.nanoTime();
        await("the candidate answers clients", () -> load.count(candidate, since) >= CANDIDATE_ANSWERS, id);
        long asked = System.nanoTime();
        stage.act(model, "rollback", who);
        long answered = System.nanoTime();
        // The last answer is known only when none came for a while.
        long quiet = answered + QUIET_NANOS;
        while (System.nanoTime() < quiet) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Round.of(
                id,
                candidate,
                asked,
                answered,
                load.answers().stream().filter(answer -> answer.sent() >= since).toList());
    }

    private JsonReader release() throws InterruptedException {
        return new JsonReader("status", stage.status(model))
                .optionalChild("release")
                .orElseThrow(() -> CommandException.failed(model + " has no release"));
    }

    private void await(String what, BooleanSupplier wanted, String id) throws InterruptedException {
        long until = System.nanoTime() + READY_AT_MOST.toNanos();
        while (!wanted.getAsBoolean()) {
            JsonReader release = release();
            boolean ended = !release.text("id").equals(id)
                    || release.text("state").equals("rolled-back")
                    || release.text("state").equals("promoted");
            if (ended) {
                throw CommandException.failed("release " + id + " is " + release.text("state")
                        + " before it could be practised with: " + release.text("reason"));
            }
            if (System.nanoTime() > until) {
                throw CommandException.failed("waited in vain until " + what + ": release " + id + " is at "
                        + release.text("step") + ": " + release.text("reason"));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
