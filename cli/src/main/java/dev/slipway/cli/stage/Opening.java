package dev.slipway.cli.stage;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Home;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.Models.Model;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.local.stage.Stage;
import dev.slipway.local.stage.Stage.Broken;
import dev.slipway.packager.Packager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Brings models onto a stage that has just started, until all of them answer. */
final class Opening {

    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final Duration START_AT_MOST = Duration.ofMinutes(2);

    private final Stage stage;
    private final Home home;
    private final Surroundings in;
    private final CountDownLatch stop;
    private final Breakage breakage;

    Opening(Stage stage, Home home, Surroundings in, CountDownLatch stop) {
        this.stage = stage;
        this.home = home;
        this.in = in;
        this.stop = stop;
        this.breakage = new Breakage(stage.models(), in);
    }

    /** Somebody asked to stop meanwhile. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Packages, releases, waits, and tells where clients call.
     *
     * @throws CommandException where a model cannot be served; the message says why
     */
    void open(Models models) throws IOException, InterruptedException {
        home.make();
        for (Model model : models.all().values()) {
            bring(model);
        }
        awaitAnswers();
        breakage.tell(stage.broken());
        in.out().println("ready " + stage.url());
        in.out().flush();
        tell(models);
    }

    /**
     * Waits until every endpoint answers, but not for those that cannot: what stands in their way is told as soon as it
     * is known, and they answer when it is mended. Where none can, there is nothing to be ready for.
     */
    private void awaitAnswers() throws IOException, InterruptedException {
        boolean slow = false;
        while (!until(() -> stage.ready() || onlyBrokenAreMissing())) {
            if (!slow) {
                slow = true;
                in.say("warning: not every version answers yet; slipway status shows which");
            }
        }
    }

    private boolean onlyBrokenAreMissing() {
        Set<ModelName> broken = stage.broken().stream().map(Broken::endpoint).collect(Collectors.toSet());
        List<ModelName> others =
                stage.served().stream().filter(name -> !broken.contains(name)).toList();
        return !broken.isEmpty() && !others.isEmpty() && others.stream().allMatch(stage::canAnswer);
    }

    private void bring(Model model) throws IOException, InterruptedException {
        new Packager(stage.models()).add(model.read());
        Digest digest = model.read().digest();
        if (stage.serves(model.name())) {
            stable(model.name())
                    .filter(served -> !served.equals(digest))
                    .ifPresent(served -> in.say(model.name() + " serves " + brief(served) + ", and " + model.folder()
                            + " is " + brief(digest) + " now; to let it take over: slipway release " + model.name()
                            + " --package " + in.shown(model.folder())));
            return;
        }
        in.say(model.name() + " " + brief(digest) + ": asking it its golden samples");
        if (!isUnderWay(model.name(), digest)) {
            stage.release(model.name(), digest, Optional.empty(), in.user(), "slipway up");
        }
        until(() -> release(model.name())
                .map(ReleaseState::status)
                .map(Status::isFinal)
                .orElse(false));
        ReleaseState end = release(model.name()).orElseThrow();
        if (!(end.status() instanceof Status.Promoted)) {
            throw CommandException.failed(model.name() + " is not served: its release is "
                    + end.status().word() + ": " + end.reason().text());
        }
    }

    private Optional<Digest> stable(ModelName model) {
        return stage.status(model).flatMap(EndpointStatus::stable).map(version -> version.digest());
    }

    private Optional<ReleaseState> release(ModelName model) {
        return stage.status(model).flatMap(EndpointStatus::release);
    }

    /** Whether a stage that ended too early left this very release behind. */
    private boolean isUnderWay(ModelName model, Digest digest) {
        return release(model)
                .filter(state -> !state.status().isFinal())
                .filter(state -> state.candidate().digest().equals(digest))
                .isPresent();
    }

    /** Whether something came true within the time a start may take. What breaks meanwhile is told at once. */
    private boolean until(BooleanSupplier wanted) throws IOException, InterruptedException {
        for (long left = START_AT_MOST.toMillis(); left > 0; left -= LOOK_AGAIN_MILLIS) {
            breakage.tell(stage.broken());
            if (wanted.getAsBoolean()) {
                return true;
            }
            if (stop.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new StoppedException();
            }
        }
        return false;
    }

    private void tell(Models models) throws IOException {
        for (Model model : models.all().values()) {
            in.say("");
            in.say("  " + new FirstCall(home, in).of(stage.url(), model));
        }
        in.say("");
        in.say(stage.console()
                .map(link -> "  console " + link)
                .orElse("  its own door is shut, to other slipway commands too: it listens beyond this machine;"
                        + " --expose-stage opens it"));
        in.say("");
        in.say("Ctrl-C stops it.");
    }

    private static String brief(Digest digest) {
        return "sha256:" + digest.brief();
    }
}
