package dev.slipway.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Releases with real processes and real traffic, too long for every build: {@code bench/releases/run} starts it. Each
 * name is one bench; a number may follow where a bench can be shorter. It ends with 1 where a release did not go as it
 * must.
 */
final class ReleaseBench {

    private ReleaseBench() {}

    /** Runs these, one after the other. */
    public static void main(String... arguments) throws IOException {
        Path folder = Files.createTempDirectory("slipway-bench");
        int faults = 0;
        for (String argument : arguments) {
            List<String> words = Arrays.asList(argument.split("=", 2));
            String name = words.getFirst();
            Bench bench = new Bench(folder.resolve(name));
            bench.say(String.format(Locale.ROOT, "%s begins", name));
            switch (name) {
                case "examples" -> new ExamplesBench(bench).run();
                case "outage" -> new OutageBench(bench).run();
                case "drill" -> new DrillBench(bench).run(number(words, 20));
                case "kills" -> new KillBench(bench).run(number(words, 50));
                case "same" -> new SameBench(bench).run(number(words, 20));
                default ->
                    throw new IllegalArgumentException(
                            "found " + name + "; expected examples, outage, drill, kills or same");
            }
            bench.say(String.format(
                    Locale.ROOT, "%s is over: %d faults", name, bench.faults().size()));
            faults += bench.faults().size();
        }
        System.exit(faults == 0 ? 0 : 1);
    }

    private static int number(List<String> words, int usual) {
        return words.size() > 1 ? Integer.parseInt(words.get(1)) : usual;
    }
}
