package dev.slipway.cli.packages;

import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.spec.ProblemsException;
import dev.slipway.core.spec.ServingSpec;
import dev.slipway.local.function.InstalledBundles;
import dev.slipway.local.function.InstalledCode;
import dev.slipway.local.runtime.CallResult;
import dev.slipway.local.runtime.FunctionSettings;
import dev.slipway.local.runtime.Machine;
import dev.slipway.local.trial.TrialProcess;
import dev.slipway.packager.trial.ModelRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs a package of a folder's store in a child process of this machine. */
final class LocalRunner implements ModelRunner {

    private final Path installation;
    private final Path store;
    private final Path home;
    private final Machine machine;

    /**
     * A runner with the code of an installation.
     *
     * @param store the folder that packages are read from
     * @param home where logs and temporary files are kept
     */
    LocalRunner(Path installation, Path store, Path home, Machine machine) {
        this.installation = installation;
        this.store = store;
        this.home = home;
        this.machine = machine;
    }

    @Override
    public Running start(Subject subject) throws NotStartedException {
        try {
            InstalledCode code = InstalledBundles.of(installation, machine).code(subject.format());
            return new InProcess(TrialProcess.start(
                    machine, code, settings(subject.serving()), subject.model(), subject.digest(), store, home));
        } catch (PlatformException | ProblemsException e) {
            throw new NotStartedException(String.valueOf(e.getMessage()));
        }
    }

    /** On demand: a snapshot's detour would only take time. */
    private static FunctionSettings settings(ServingSpec serving) {
        return new FunctionSettings(serving.memory(), serving.timeout(), false);
    }

    private final class InProcess implements Running {

        private final TrialProcess process;

        InProcess(TrialProcess process) {
            this.process = process;
        }

        @Override
        public Reply ask(byte[] event) {
            return switch (process.call(event)) {
                case CallResult.Answered(byte[] payload) -> new Reply(Optional.of(payload), "");
                case CallResult.Threw(String kind, String message) ->
                    new Reply(Optional.empty(), kind + ": " + message);
                case CallResult.Unanswered(String kind, String message) ->
                    new Reply(Optional.empty(), kind + ": " + message);
                case CallResult.Saturated(String message) -> new Reply(Optional.empty(), message);
                case CallResult.NotReady(String message, Duration _) -> new Reply(Optional.empty(), message);
            };
        }

        @Override
        public OptionalLong peakMemory() {
            return process.peakMemory();
        }

        @Override
        public String code() {
            return process.code();
        }

        @Override
        public String machine() {
            return machine.description();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
