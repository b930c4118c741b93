package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.spec.AwsStage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the CDK write templates and change stacks. */
interface CdkRun {

    /**
     * Writes the templates of all stages; {@code deploy} then deploys these.
     *
     * @return empty where it failed; why, it has said itself
     */
    Optional<Templates> write() throws IOException, InterruptedException;

    /**
     * Changes stacks, and waits for the end.
     *
     * @param verb {@code deploy} or {@code destroy}
     * @param stacks the stacks' names
     * @return whether it succeeded; why not, it has said itself
     */
    boolean run(String verb, List<String> stacks) throws IOException, InterruptedException;

    /**
     * The CDK's own command, as a child process.
     *
     * @param command its file
     * @param infra the folder that has the app
     * @param folder where it is started: where its {@code cdk.json} lies
     * @param environment what the app is told
     * @param output where it writes templates, and deploys them from
     * @param stage the stage it works on
     * @param in who hears it
     */
    record Command(
            Path command,
            Path infra,
            Path folder,
            Map<String, String> environment,
            Path output,
            AwsStage stage,
            Surroundings in)
            implements CdkRun {

        /** How many lines are kept to find the reason in: why it ended stands at the end. */
        private static final int LAST = 100;

        /**
         * Finds it: in the clone that this command was built from, or in the installation; there its version is pinned.
         *
         * @param stage the stage it shall work on
         * @param stages the file {@code stages.yaml}
         * @param output where templates are written
         * @param packages the file of pinned packages, where there is one
         * @return empty where it is not installed there
         */
        static Optional<CdkRun> find(
                Surroundings in, AwsStage stage, Path stages, Path output, Optional<Path> packages) {
            Optional<Path> infra = infra(in);
            Optional<Path> command =
                    infra.map(folder -> folder.resolve("node_modules/.bin/cdk")).filter(Files::isExecutable);
            return command.map(file -> {
                Path beside = stages.toAbsolutePath().getParent();
                Path folder = beside != null && Files.exists(beside.resolve("cdk.json")) ? beside : infra.get();
                return new Command(
                        file,
                        infra.get(),
                        folder,
                        Map.of(
                                "SLIPWAY_STAGES",
                                stages.toAbsolutePath().toString(),
                                "SLIPWAY_PACKAGES",
                                packages.map(pinned -> pinned.toAbsolutePath().toString())
                                        .orElse(""),
                                "CDK_DISABLE_CLI_TELEMETRY",
                                "true"),
                        output,
                        stage,
                        in);
            });
        }

        /** The folder that has the CDK app and pins the CDK's version; empty in no whole installation. */
        static Optional<Path> infra(Surroundings in) {
            return in.repository()
                    .or(in::installation)
                    .map(folder -> folder.resolve("infra"))
                    .filter(folder -> Files.isRegularFile(folder.resolve("package.json")));
        }

        @Override
        public Optional<Templates> write() throws IOException, InterruptedException {
            Files.createDirectories(output);
            return ran(List.of("synth", "--quiet", "--app", app(), "--output", output.toString()))
                    ? Optional.of(Templates.in(output))
                    : Optional.empty();
        }

        @Override
        public boolean run(String verb, List<String> stacks) throws IOException, InterruptedException {
            boolean destroy = verb.equals("destroy");
            List<String> words = new ArrayList<>(List.of(verb));
            words.addAll(stacks);
            // Never --revert-drift: it would take back what the release controller did.
            words.addAll(
                    destroy
                            ? List.of("--app", app(), "--output", output.toString(), "--force")
                            : List.of(
                                    "--app", output.toString(), "--require-approval", "never", "--progress", "events"));
            words.add("--exclusively");
            return ran(words);
        }

        private String app() {
            return "'" + infra.resolve("app") + "'";
        }

        /** Runs it; what it says is heard as it comes, and what we know of it is told in our words at the end. */
        private boolean ran(List<String> words) throws IOException, InterruptedException {
            in.out().flush();
            in.err().flush();
            List<String> whole = new ArrayList<>(List.of(command.toString()));
            whole.addAll(words);
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            Deque<String> last = new ArrayDeque<>();
            Process process = builder.start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    in.say(line);
                    last.addLast(line);
                    if (last.size() > LAST) {
                        last.removeFirst();
                    }
                }
                int exit = process.waitFor();
                if (exit != 0) {
                    CdkTrouble.of(stage, output, exit, List.copyOf(last)).ifPresent(trouble -> {
                        throw CommandException.failed(trouble);
                    });
                }
                return exit == 0;
            } finally {
                process.destroy();
            }
        }
    }
}
