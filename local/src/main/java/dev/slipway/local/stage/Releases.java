package dev.slipway.local.stage;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.control.StartRequest;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.FunctionVersion;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.Router;
import dev.slipway.core.release.Presets;
import dev.slipway.core.release.ReleasePlan;
import dev.slipway.core.report.ReleaseReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the stage's API does to releases: the controller, with plans by name and all endpoints that there are. */
final class Releases {

    private final Controller controller;
    private final Router router;
    private final Supplier<List<ModelName>> served;
    private final PackageFacts packages;
    private final Consumer<ModelName> wake;
    private final Gatekeeper gatekeeper;

    /**
     * Releases of a stage.
     *
     * @param router what serves
     * @param served the endpoints that serve and may have no record
     * @param wake sees to it that an endpoint on which something was decided goes on at once
     */
    Releases(
            Controller controller,
            Router router,
            Supplier<List<ModelName>> served,
            PackageFacts packages,
            Consumer<ModelName> wake,
            Gatekeeper gatekeeper) {
        this.controller = controller;
        this.router = router;
        this.served = served;
        this.packages = packages;
        this.wake = wake;
        this.gatekeeper = gatekeeper;
    }

    /** All endpoints' status, sorted by name. One whose record is damaged says so, and hides none of the others. */
    List<Json.Fields> all() {
        return names().stream().flatMap(model -> shown(model).stream()).toList();
    }

    private Optional<Json.Fields> shown(ModelName model) {
        try {
            return controller.status(model).map(EndpointStatus::json);
        } catch (PlatformException.Corrupt e) {
            return Optional.of(EndpointStatus.unreadable(model, router.routing(model), e.getMessage()));
        }
    }

    /** An endpoint's status, where there is one. */
    Optional<EndpointStatus> find(ModelName model) {
        return controller.status(model);
    }

    /** The plans that have a name, with this stage's times. */
    List<Json.Fields> plans() {
        return Presets.NAMES.stream()
                .flatMap(name -> Presets.named(name, packages.kind()).stream())
                .map(ReleasePlan::json)
                .toList();
    }

    private Set<ModelName> names() {
        return Stream.concat(served.get().stream(), controller.endpoints().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * An endpoint's status.
     *
     * @throws RefusedException where there is no such endpoint
     */
    EndpointStatus status(ModelName model) {
        return controller.status(model).orElseThrow(() -> unknown(model));
    }

    private RefusedException unknown(ModelName model) {
        String known = names().stream().map(ModelName::value).collect(Collectors.joining(", "));
        return new RefusedException(
                Kind.UNKNOWN,
                "no endpoint \"" + model + "\" on this stage" + (known.isEmpty() ? "" : "; known: " + known));
    }

    /**
     * Starts a release.
     *
     * @param plan a preset's name; the package's own plan where it is empty
     * @throws RefusedException where it cannot begin
     */
    EndpointStatus start(ModelName model, Digest digest, Optional<String> plan, String by, String reason) {
        ReleasePlan chosen = plan.map(this::preset).orElseGet(() -> packages.plan(digest));
        return start(new StartRequest(model, digest, chosen, by, reason));
    }

    /**
     * Starts a release as a request asks for it.
     *
     * @throws RefusedException where it cannot begin
     */
    EndpointStatus start(JsonReader request, String by, String reason) {
        ModelName model = new ModelName(request.text("model"));
        Digest digest = Digest.parse(request.text("digest"));
        ReleasePlan plan = request.object()
                .find("plan")
                .map(asked -> asked instanceof Json.Text(String name)
                        ? preset(name)
                        : ReleasePlan.read(JsonReader.of("request.plan", asked)))
                .orElseGet(() -> packages.plan(digest));
        return start(new StartRequest(
                model,
                digest,
                plan,
                by,
                reason,
                request.texts("despite_alarms"),
                request.optionalChild("origin").map(Origin::read)));
    }

    private EndpointStatus start(StartRequest request) {
        gatekeeper.check(request.digest());
        EndpointStatus started = controller.start(request);
        wake.accept(request.endpoint());
        return started;
    }

    private ReleasePlan preset(String name) {
        return Presets.named(name, packages.kind())
                .orElseThrow(() -> new RefusedException(
                        Kind.WRONG, "no plan is called \"" + name + "\"; known: " + String.join(", ", Presets.NAMES)));
    }

    /**
     * Does to a release what a person asks for; empty where there is no such verb.
     *
     * @throws RefusedException where it does not fit
     */
    Optional<EndpointStatus> act(ModelName model, String verb, String by, String reason) {
        Optional<EndpointStatus> done = switch (verb) {
            case "promote" -> Optional.of(controller.promote(model, by, reason));
            case "rollback" -> Optional.of(controller.rollback(model, by, reason));
            case "pause" -> Optional.of(controller.pause(model, by, reason));
            case "resume" -> Optional.of(controller.resume(model, by, reason));
            case "approve" -> Optional.of(controller.approve(model, by, reason));
            default -> Optional.empty();
        };
        wake.accept(model);
        return done;
    }

    /**
     * A release, also one that ended long ago.
     *
     * @throws RefusedException where there is none of this id
     */
    Json.Fields release(String id) {
        return controller
                .release(id)
                .orElseThrow(() -> new RefusedException(Kind.UNKNOWN, "no release \"" + id + "\" on this stage"))
                .json();
    }

    /**
     * A release as a page that needs nothing else.
     *
     * @throws RefusedException where there is none of this id
     */
    String page(String id) {
        release(id);
        return ReleaseReport.html(
                controller.history(new ModelName(id.substring(0, id.lastIndexOf('-')))).stream()
                        .filter(event -> event.release().equals(id))
                        .map(event -> new JsonReader("event", event.json()))
                        .toList(),
                List.of());
    }

    /** An endpoint's events, oldest first. */
    List<Json.Fields> history(ModelName model) {
        status(model);
        return controller.history(model).stream().map(event -> event.json()).toList();
    }

    /**
     * A part of an endpoint's events, oldest first.
     *
     * @param before only events with a lower number
     * @param most at most so many, the newest of those
     */
    List<Event> history(ModelName model, long before, int most) {
        return controller.history(model, before, most);
    }

    /** The alarms that the present releases' plans name. */
    Set<String> planned() {
        return names().stream()
                .flatMap(model -> known(model).flatMap(EndpointStatus::release).stream())
                .flatMap(release -> release.plan().alarms().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The versions that clients may pin: those with weights, and those of a running release. */
    Set<String> pinnable(ModelName model) {
        Set<String> versions = new TreeSet<>();
        router.routing(model)
                .ifPresent(routing -> versions.addAll(routing.weights().shares().keySet()));
        known(model)
                .ifPresent(status -> Stream.concat(status.stable().stream(), status.candidates().stream())
                        .map(FunctionVersion::version)
                        .forEach(versions::add));
        return versions;
    }

    private Optional<EndpointStatus> known(ModelName model) {
        try {
            return controller.status(model);
        } catch (PlatformException.Corrupt _) {
            return Optional.empty();
        }
    }
}
