package dev.slipway.cli.release;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.cli.stage.StageClient.NoStageException;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches one release to its end, also over a restart of the stage. */
final class Watcher {

    private static final Duration WITHOUT_STAGE = Duration.ofMinutes(2);

    private final StageClient stage;
    private final Surroundings in;
    private final ModelName model;
    private final String id;
    private final WatchView view;
    private final String named;

    Watcher(StageClient stage, Surroundings in, ModelName model, String id, WatchView view) {
        this.stage = stage;
        this.in = in;
        this.model = model;
        this.id = id;
        this.view = view;
        this.named = model + stage.named();
    }

    /**
     * Watches.
     *
     * @param atMost how long; empty for as long as it takes
     * @return the exit code that tells how it ended
     */
    int watch(Optional<Duration> atMost) throws InterruptedException {
        Thread onSignal = new Thread(
                () -> view.leave("release " + id + " goes on: slipway watch " + named + "; to end it: slipway rollback "
                        + named),
                "goes-on");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            return follow(atMost);
        } finally {
            forget(onSignal);
        }
    }

    private void forget(Thread onSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException _) {
            in.err().flush(); // the process ends already, and the hook has its word
        }
    }

    private int follow(Optional<Duration> atMost) throws InterruptedException {
        Instant start = in.clock().instant();
        Instant seen = start;
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            Instant now = in.clock().instant();
            try {
                OptionalInt exit = look(now);
                seen = now;
                if (exit.isPresent()) {
                    return exit.getAsInt();
                }
            } catch (NoStageException e) {
                view.lost(String.valueOf(e.getMessage()));
                if (Duration.between(seen, now).compareTo(WITHOUT_STAGE) > 0) {
                    throw CommandException.failed(e.getMessage() + "; release " + id
                            + " goes on when its stage is up again: slipway watch " + named);
                }
            }
            if (atMost.isPresent() && Duration.between(start, now).compareTo(atMost.get()) >= 0) {
                view.leave("out of time; the release goes on: slipway watch " + named);
                return Exit.LEFT;
            }
            if (never.await(stage.pace().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this down");
            }
        }
    }

    private List<String> panel(Json.Fields status, boolean runs) throws InterruptedException {
        return view.isLive() && runs ? Panel.lines(status, stage.traffic(model)) : List.of();
    }

    private OptionalInt look(Instant now) throws InterruptedException {
        Json.Fields status = stage.status(model);
        Optional<Sighting> present = Sighting.ofStatus(status, id);
        Json.Fields told = present.isPresent() ? status : stage.release(id);
        Sighting sighting = present.orElseGet(() -> Sighting.ofRelease(told));
        view.show(now, sighting, told, panel(status, present.isPresent()));
        OptionalInt exit = sighting.exit();
        if (exit.isPresent() && exit.getAsInt() == Exit.LEFT) {
            view.leave("to go on: slipway " + (sighting.state().equals("paused") ? "resume " : "approve ") + named
                    + ", or promote, or rollback");
        }
        return exit;
    }
}
