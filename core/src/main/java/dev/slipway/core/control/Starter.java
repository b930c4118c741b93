package dev.slipway.core.control;

import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.json.JsonException;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.Manifest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.ServingManifest;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router.Routing;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.release.ReleasePlan.Advance;
import dev.slipway.core.release.ReleasePlan.OnInconclusive;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Step;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Begins releases: everything that can be refused is refused before anything is changed. */
final class Starter {

    private static final int LAYER_LIMIT = 4 << 20;

    private final Ports ports;
    private final AlarmReader alarms;
    private final InstantSource clock;

    Starter(Ports ports, InstantSource clock) {
        this.ports = ports;
        this.alarms = new AlarmReader(ports.alarms());
        this.clock = clock;
    }

    /** Refuses what cannot work, before a version is published for it. */
    void check(StartRequest request) {
        checkPlan(request.plan());
        checkPackage(request);
        List<String> firing = new ArrayList<>(alarms.firing(request.plan().alarms()));
        firing.removeAll(request.despiteAlarms());
        if (!firing.isEmpty()) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "alarm " + String.join(", ", firing) + " fires already and would roll the release back at once;"
                            + " mend it first, or release with --despite-alarm " + firing.getFirst()
                            + " --reason TEXT");
        }
        if (!request.despiteAlarms().isEmpty() && request.reason().isBlank()) {
            throw new RefusedException(Kind.WRONG, "--despite-alarm needs a --reason, which is kept in the record");
        }
        for (String name : request.despiteAlarms()) {
            if (!request.plan().alarms().contains(name)) {
                throw new RefusedException(
                        Kind.WRONG,
                        "--despite-alarm " + name + ": the plan does not name this alarm (it names: "
                                + (request.plan().alarms().isEmpty()
                                        ? "none"
                                        : String.join(", ", request.plan().alarms()))
                                + ")");
            }
        }
    }

    private static void checkPlan(ReleasePlan plan) {
        for (Step step : plan.steps()) {
            if (step instanceof Step.Shadow || step instanceof Step.Bandit) {
                throw new RefusedException(
                        Kind.WRONG,
                        "steps: " + step.label() + " steps have no engine yet; expected verify, shift, ask or bake");
            }
        }
        if (plan.advance() == Advance.PROOF && plan.onInconclusive() == OnInconclusive.PROMOTE) {
            throw new RefusedException(
                    Kind.WRONG,
                    "on_inconclusive: promote contradicts advance: proof; expected hold, roll-back or ask, or"
                            + " advance: no-evidence-against");
        }
    }

    private void checkPackage(StartRequest request) {
        try {
            Manifest manifest = Manifest.parse(ports.models().read(request.digest(), LAYER_LIMIT));
            ServingManifest serving = ServingManifest.parse(ports.models()
                    .read(
                            manifest.layer(ServingManifest.PATH)
                                    .orElseThrow(() -> new PlatformException.Missing(
                                            request.digest() + " has no " + ServingManifest.PATH))
                                    .digest(),
                            LAYER_LIMIT));
            if (!serving.model().equals(request.endpoint())) {
                throw new RefusedException(
                        Kind.WRONG,
                        "package " + request.digest() + " is of the model " + serving.model() + ", not of "
                                + request.endpoint());
            }
        } catch (PlatformException.Missing e) {
            throw new RefusedException(
                    Kind.UNKNOWN, "there is no package " + request.digest() + " in the store: " + e.getMessage());
        } catch (JsonException | IllegalArgumentException e) {
            throw new RefusedException(
                    Kind.WRONG, "package " + request.digest() + " cannot be read: " + e.getMessage());
        }
    }

    /** The record that a release begins with, over the one that is there. */
    EndpointRecord begin(
            StartRequest request, FunctionVersion candidate, Optional<Routing> routing, Optional<EndpointRecord> last) {
        last.ifPresent(Starter::refuseWhileRunning);
        last.ifPresent(Starter::refuseUntilSettled);
        Optional<FunctionVersion> stable = routing.map(found -> stable(request.endpoint(), found));
        if (stable.equals(Optional.of(candidate))) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    request.endpoint() + " serves " + candidate.digest() + " with this code already, as version "
                            + candidate.version() + ": there is nothing to release");
        }
        long number = last.map(EndpointRecord::releases).orElse(0L) + 1;
        Instant now = clock.instant();
        ReleaseState state = ReleaseState.start(
                        request.endpoint() + "-" + number,
                        request.endpoint(),
                        stable.isPresent() ? proofFirst(request.plan()) : firstOfAName(request.plan()),
                        stable,
                        candidate,
                        request.by(),
                        request.reason(),
                        now,
                        request.despiteAlarms())
                .from(request.origin());
        return new EndpointRecord(
                        request.endpoint(),
                        number,
                        state,
                        false,
                        last.map(EndpointRecord::events).orElse(0L),
                        last.flatMap(EndpointRecord::last),
                        last.map(EndpointRecord::outbox).orElseGet(List::of),
                        last.map(EndpointRecord::reports).orElseGet(List::of))
                .with(state)
                .tell(now, Event.Type.STARTED, request.by(), Told.started(state));
    }

    static void refuseWhileRunning(EndpointRecord record) {
        ReleaseState running = record.release();
        if (!running.status().isFinal()) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "release " + running.id() + " of " + running.candidate().digest() + " (plan "
                            + running.plan().name() + ", started by " + running.startedBy() + ") is "
                            + running.status().word() + " at " + running.step().label()
                            + "; wait for its end, or roll it back first");
        }
    }

    private static void refuseUntilSettled(EndpointRecord record) {
        if (!record.settled()) {
            throw new PlatformException.Unavailable(
                    "release " + record.release().id() + " has ended but not everything was done yet; try again");
        }
    }

    /** The version that has all the traffic now: what the router says counts, whatever was decided before. */
    private FunctionVersion stable(ModelName endpoint, Routing routing) {
        if (routing.weights().shares().size() != 1) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "the traffic of " + endpoint + " is shared (" + routing.weights()
                            + ") and no release of ours runs; give it all to one version first");
        }
        String version = routing.weights().shares().keySet().iterator().next();
        return ports.functions().versions(endpoint).stream()
                .filter(known -> known.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Kind.CONFLICT,
                        "the traffic of " + endpoint + " goes to version " + version + ", which does not exist"));
    }

    /** No version gets traffic before its proof, whatever the plan says (I4). */
    private static ReleasePlan proofFirst(ReleasePlan plan) {
        if (plan.steps().getFirst() instanceof Step.Verify) {
            return plan;
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Verify(1));
        steps.addAll(plan.steps());
        return plan.withSteps(steps);
    }

    /** Where nothing serves yet there is nothing to compare with and nothing to go back to: proof, then all traffic. */
    private static ReleasePlan firstOfAName(ReleasePlan plan) {
        List<Step> steps = proofFirst(plan).steps().stream()
                .filter(step -> step instanceof Step.Verify || step instanceof Step.Ask)
                .toList();
        return plan.withSteps(steps);
    }
}
