package dev.slipway.local.stage;

import dev.slipway.core.control.Controller;
import dev.slipway.core.control.EndpointStatus;
import dev.slipway.core.control.Event;
import dev.slipway.core.control.Ports;
import dev.slipway.core.control.RefusedException;
import dev.slipway.core.control.RefusedException.Kind;
import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.release.StageKind;
import dev.slipway.local.console.ConsolePage;
import dev.slipway.local.console.PackageViews;
import dev.slipway.local.http.HttpAnswer;
import dev.slipway.local.stage.EventHub.Message;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stage that runs elsewhere, seen through its ports: the same API, and on loopback the same door with the same page, as
 * the local stage has. It runs no release: a controller does, where the stage is. What people decide here is saved in the
 * record by the same compare-and-set, and done at once where these ports may, else by that controller's next look.
 */
public final class RemoteStage implements AutoCloseable {

    private final RemoteOptions options;
    private final StageListener listener;
    private final Parts parts;
    private final EventHub hub = new EventHub();
    private final Instant started;
    private final StageApi api;
    private final StatusFeed feed;
    private final Lookout lookout;
    private volatile StageAbout about;

    /**
     * Looks at a stage. Nothing is asked yet.
     *
     * @param ports the stage
     * @param listener hears what goes wrong while somebody watches
     */
    public RemoteStage(RemoteOptions options, Ports ports, StageListener listener) {
        this.options = options;
        this.listener = listener;
        this.parts = new Parts(listener::warning);
        this.started = options.clock().instant();
        this.about = new StageAbout(
                options.name(),
                options.where(),
                options.command(),
                options.release(),
                started,
                ports.metrics().window(),
                options.cannot(),
                Optional.empty());
        Complaints left = new Complaints(listener::progress);
        Controller controller = Controller.atDistance(
                ports,
                options.clock(),
                options.proofAtMost(),
                why -> left.about("weights", "weights are not moved from here: " + why));
        this.lookout = new Lookout(controller, options.clock(), new Telling());
        AskedTraffic asked = new AskedTraffic(ports.metrics(), lookout::followed, options.clock());
        this.feed = new StatusFeed(hub, lookout::all, lookout::shown, asked, () -> about.json());
        PackageFacts packages = new PackageFacts(ports.models(), StageKind.AWS);
        Releases releases = new Releases(
                controller,
                ports.router(),
                List::of,
                packages,
                lookout::look,
                new Gatekeeper(ports.models(), options.trust()));
        Reading reading = new Reading(
                () -> about.json(),
                releases,
                new Followed(asked, lookout),
                new PackageViews(ports.models(), StageKind.AWS),
                (model, version, query) -> {
                    throw new RefusedException(Kind.UNKNOWN, options.logs());
                });
        this.api = new StageApi(
                releases,
                new NamedAlarms(ports.alarms(), releases::planned),
                reading,
                new Pinned(ports.functions(), releases, options.clock()));
    }

    /** Who asks for an endpoint's traffic looks at it. */
    private record Followed(AskedTraffic asked, Lookout lookout) implements Traffic {

        @Override
        public Optional<Moment> moment() {
            return asked.moment();
        }

        @Override
        public Json.Fields of(EndpointStatus status, int count) {
            lookout.opened(status.model());
            return asked.of(status, count);
        }
    }

    private final class Telling implements Lookout.Heard {

        @Override
        public boolean listens() {
            return hub.isWatched();
        }

        @Override
        public void event(Event event) {
            feed.tell(event);
        }

        @Override
        public void looked(ModelName endpoint) {
            feed.look(endpoint);
        }

        @Override
        public void trouble(Optional<String> why) {
            if (about.problem().equals(why)) {
                return;
            }
            about = about.with(why);
            why.ifPresent(listener::warning);
            hub.publish(new Message("stage", JsonText.write(about.json())));
        }
    }

    /** The stage's name. */
    public String name() {
        return options.name();
    }

    /**
     * Answers a request to the stage's API, as its door would.
     *
     * @param path the path after {@code /stage/api/}
     * @param body the request's body; empty where there is none
     */
    public HttpAnswer answer(String method, String path, byte[] body) {
        int question = path.indexOf('?');
        return question < 0
                ? api.answer(method, path, "", body)
                : api.answer(method, path.substring(0, question), path.substring(question + 1), body);
    }

    /**
     * Opens the door on this machine, for this machine alone.
     *
     * @param port 0 takes a free one
     * @return the link to the console; it holds the token
     * @throws dev.slipway.core.spec.ProblemsException where the port cannot be had
     */
    public URI open(int port) {
        String token = StageToken.draw(new SecureRandom());
        StageServer server = parts.keep(StageServer.bind(StageOptions.DEFAULT_HOST, port, listener::warning));
        server.serve(
                (request, response) -> HttpAnswer.error(
                                404, "models do not answer here; this is the console of the stage " + options.name())
                        .send(request, response),
                new StageDoor(
                        new Guard(token, server.address().hosts(), true, wayIn()),
                        api,
                        new EventStream(hub, Long.toString(started.toEpochMilli(), Character.MAX_RADIX), feed::all),
                        new ConsolePage()));
        parts.keep(new Pulse(
                        "the stage cannot be looked at", lookout::beat, listener::warning, Lookout.OFTEN.dividedBy(5)))
                .start();
        parts.keep(new Pulse(
                        "those who watch are not told of the traffic",
                        feed::tellTraffic,
                        listener::warning,
                        Lookout.OFTEN))
                .start();
        return server.address().url().resolve("/stage/console?token=" + token);
    }

    private String wayIn() {
        return "\"" + options.command() + "\" printed, or send Authorization: Bearer with the token in it";
    }

    @Override
    public void close() {
        hub.close();
        parts.close();
    }
}
