package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.cli.stage.StageClient.NoStageException;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts a release where another one may run: waits for it, takes its place, or finds that it is the one that was asked
 * for. Whoever does this may be killed and done again: a release that has begun is found, not begun twice.
 */
final class Queueing {

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final StageClient stage;
    private final Surroundings in;
    private final ModelName model;
    private final Digest digest;
    private final Json.Fields request;

    /**
     * A release to start.
     *
     * @param digest its package
     * @param request what the stage is asked
     */
    Queueing(StageClient stage, Surroundings in, ModelName model, Digest digest, Json.Fields request) {
        this.stage = stage;
        this.in = in;
        this.model = model;
        this.digest = digest;
        this.request = request;
    }

    /**
     * Starts it.
     *
     * @param atMost how long it may wait; empty for as long as it takes
     * @return the release, as the stage tells it; empty where the time was over first
     */
    Optional<JsonReader> start(IfRunning ifRunning, Optional<Duration> atMost) throws InterruptedException {
        if (ifRunning == IfRunning.REFUSE) {
            return Optional.of(started());
        }
        Optional<JsonReader> before = last();
        if (before.isPresent()) {
            refuseOvertaken(before.get().text("id"));
        }
        Instant start = in.clock().instant();
        CountDownLatch never = new CountDownLatch(1);
        String told = "";
        while (true) {
            Optional<JsonReader> last = last();
            Optional<JsonReader> found = last.filter(this::isThis).filter(this::runsOrIsDone);
            if (found.isPresent()) {
                in.say("release " + found.get().text("id") + " of this package "
                        + (runs(found.get()) ? "runs already" : "was promoted already"));
                return found;
            }
            Optional<JsonReader> other = last.filter(Queueing::runs);
            if (other.isEmpty()) {
                Optional<JsonReader> begun = begin();
                if (begun.isPresent()) {
                    return begun;
                }
            } else if (ifRunning == IfRunning.SUPERSEDE) {
                supersede(other.get().text("id"));
            } else if (!told.equals(other.get().text("id"))) {
                told = other.get().text("id");
                in.say("release " + told + " runs; this one begins after it");
            }
            Instant now = in.clock().instant();
            if (atMost.isPresent() && Duration.between(start, now).compareTo(atMost.get()) >= 0) {
                in.say("out of time; another release of " + model
                        + " still runs, and nothing was begun: run this again");
                return Optional.empty();
            }
            if (never.await(Math.max(LOOK_AGAIN_MILLIS, stage.pace().toMillis()), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this down");
            }
        }
    }

    /** The release; empty where another one began first, or the one before is just being ended. */
    private Optional<JsonReader> begin() throws InterruptedException {
        try {
            return Optional.of(started());
        } catch (CommandException e) {
            if (last().filter(Queueing::runs).isEmpty()) {
                throw e;
            }
            return Optional.empty();
        } catch (NoStageException e) {
            stage.all();
            return Optional.empty();
        }
    }

    private JsonReader started() throws InterruptedException {
        return new JsonReader("status", stage.start(request)).child("release");
    }

    /** The endpoint's present release, or the last one. */
    private Optional<JsonReader> last() throws InterruptedException {
        return stage.all().children("endpoints").stream()
                .filter(endpoint -> endpoint.text("model").equals(model.value()))
                .findFirst()
                .flatMap(endpoint -> endpoint.optionalChild("release"));
    }

    private static boolean runs(JsonReader release) {
        return switch (release.text("state")) {
            case "promoted", "rolled-back" -> false;
            default -> true;
        };
    }

    /** A release that is to be had once: what was promoted for this very commit is not released again. */
    private boolean runsOrIsDone(JsonReader release) {
        if (runs(release)) {
            return true;
        }
        Optional<String> commit = commit();
        return release.text("state").equals("promoted")
                && commit.isPresent()
                && commit.equals(commit(release.text("id")));
    }

    /** A job that is run again long after must not put its package over that of a newer push. */
    private void refuseOvertaken(String last) throws InterruptedException {
        Optional<String> commit = commit();
        if (commit.isEmpty()) {
            return;
        }
        Optional<String> before = stage.history(model).children("events").stream()
                .filter(event -> event.optionalChild("origin")
                        .filter(origin -> commit.get().equals(origin.text("commit")))
                        .isPresent())
                .map(event -> event.text("release"))
                .reduce((_, later) -> later)
                .filter(id -> !id.equals(last));
        if (before.isPresent()) {
            throw CommandException.failed("release " + before.get() + " of this commit ended, and release " + last
                    + " came after it; to release it once more, leave out --commit, or push again");
        }
    }

    private Optional<String> commit() {
        return new JsonReader("request", request).optionalChild("origin").map(found -> found.text("commit"));
    }

    private Optional<String> commit(String release) {
        try {
            return new JsonReader("release", stage.release(release))
                    .children("events")
                    .getFirst()
                    .optionalChild("origin")
                    .map(origin -> origin.text("commit"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean isThis(JsonReader release) {
        return release.child("candidate").text("digest").equals(digest.toString());
    }

    private void supersede(String id) throws InterruptedException {
        Json.Fields why = Json.object()
                .with("by", Json.of(new JsonReader("request", request).text("by")))
                .with("reason", Json.of("superseded by " + Wording.brief(digest.toString())));
        try {
            stage.act(model, "rollback", why);
            in.say("release " + id + " was rolled back: this one supersedes it");
        } catch (CommandException e) {
            in.say("release " + id + " could not be superseded: " + e.getMessage());
        }
    }
}
