package dev.slipway.serve;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.folder.FolderModelStore;
import dev.slipway.core.platform.folder.FolderTree;
import dev.slipway.core.release.DurationText;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelLoadException;
import dev.slipway.functions.start.LoadedModel;
import dev.slipway.functions.start.PackageLoader;
import dev.slipway.functions.start.Primer;
import dev.slipway.functions.telemetry.CallLog;
import dev.slipway.functions.telemetry.FaultLog;
import dev.slipway.functions.tensor.TensorMemory;
import dev.slipway.functions.v2.HttpAnswer;
import dev.slipway.functions.v2.HttpCall;
import dev.slipway.functions.v2.ModelEndpoint;
import dev.slipway.functions.v2.ServedModel;
import dev.slipway.web.HttpServer;
import dev.slipway.web.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * The process: loads a package, asks it its golden samples, and answers until it is asked to end. Wires everything, and
 * is the one place that asks the machine for clocks and chance.
 */
public final class Main {

    /** One thread a prediction and one prediction a processor: more would only wait for each other. */
    private static final int THREADS = 1;

    private static final Duration PRIMING = Duration.ofMillis(250);

    /** What a call's tensors may leave behind for the next. */
    private static final int KEPT_MEMORY = 8 << 20;

    /** {@link Admission} says itself which body is too large. */
    private static final long ANY_BODY = -1;

    private static final int FAILED = 1;
    private static final int ASKED_WRONGLY = 2;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Serves; see {@link Options} for the arguments. */
    public static void main(String... arguments) {
        int exit = new Main(System.out, System.err).run(arguments);
        System.exit(exit);
    }

    private int run(String... arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (ProblemsException e) {
            err.println(e.getMessage());
            return ASKED_WRONGLY;
        }
        try {
            serve(options);
            return 0;
        } catch (ProblemsException | ModelLoadException | PlatformException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println("a golden sample cannot be asked: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private void serve(Options options) throws IOException, InterruptedException {
        Limits limits = Limits.of(
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
        Door door = new Door();
        HttpServer server = HttpServer.start(
                ServerOptions.at(options.host(), options.port(), ANY_BODY)
                        .secured(options.tls())
                        .limited(limits.connections(), limits.patience(), limits.drain()),
                door);
        LoadedModel loaded = load(options);
        ServedModel model = new ServedModel(
                loaded.serving().model(),
                options.model().brief(),
                options.model(),
                loaded.serving().format().platform(),
                loaded.serving().signature());
        Readiness readiness = new Readiness();
        ModelEndpoint endpoint = new ModelEndpoint(
                        model, loaded.predictor(), TensorMemory.recycled(KEPT_MEMORY), readiness, version())
                .within(Runtime.getRuntime().maxMemory());
        FaultLog log = new FaultLog(err);
        prime(endpoint, loaded, log);
        LineBatch lines = LineBatch.started(out);
        CallLog calls = new CallLog(
                new PrintStream(lines, false, StandardCharsets.UTF_8),
                model.name().value(),
                model.version(),
                model.digest(),
                !loaded.serving().capture().equals("none"));
        door.open(new InferenceDoor(
                endpoint,
                readiness,
                limits,
                calls,
                log,
                InstantSource.system(),
                System::nanoTime,
                () -> UUID.randomUUID().toString()));
        new Ending(
                        linger -> {
                            log.say(
                                    linger.isZero()
                                            ? "asked to end; answering the calls that began"
                                            : "asked to end; not ready any more, answering for "
                                                    + DurationText.format(linger) + " still");
                            readiness.end();
                        },
                        () -> {
                            server.close();
                            log.say("ended");
                        },
                        () -> {
                            lines.drain();
                            out.flush();
                            err.flush();
                        })
                .whenAsked(options.linger());
        out.println("ready " + server.url());
        out.flush();
        options.startup()
                .ifPresent(words -> new StartupTraining(options, words, model.name(), loaded.samples(), log)
                        .begin(sharesClasses()));
        new CountDownLatch(1).await();
    }

    private static LoadedModel load(Options options) {
        try {
            return new PackageLoader(
                            new FolderModelStore(options.store()),
                            new EngineSettings(Optional.of(options.natives()), THREADS),
                            options.trust())
                    .load(options.model());
        } finally {
            if (options.scratch()) {
                FolderTree.deleteWhatCanBe(options.store());
            }
        }
    }

    /** {@code mixed mode, sharing} is what HotSpot says of itself then, as {@code java -version} shows. */
    private static boolean sharesClasses() {
        return System.getProperty("java.vm.info", "").contains("sharing");
    }

    private static void prime(ModelEndpoint endpoint, LoadedModel loaded, FaultLog log) throws IOException {
        String path = "/v2/models/" + loaded.serving().model() + "/infer";
        Primer.Primed primed = new Primer(loaded.samples(), PRIMING.toNanos(), System::nanoTime).prime(sample -> {
            HttpAnswer answer = endpoint.answer(
                    new HttpCall("priming", "POST", path, _ -> Optional.empty(), ByteBuffer.wrap(sample)));
            if (answer.status() != 200) {
                throw new ModelLoadException("a golden sample was answered with status " + answer.status() + ": "
                        + StandardCharsets.UTF_8.decode(answer.body().duplicate()));
            }
        });
        log.say("primed with " + primed.calls() + " calls in " + primed.millis() + " ms");
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
