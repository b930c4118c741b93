package dev.slipway.cli.process;

import dev.slipway.cli.process.Slipway.Ended;
import java.io.IOException;
import java.util.Locale;

/** The way back, practised again and again at 200 calls a second with half of the traffic on the candidate. */
record DrillBench(Bench bench) {

    void run(int rounds) throws IOException {
        try (RunningStage _ = bench.slipway().up()) {
            Ended ended = bench.slipway()
                    .run(
                            "drill",
                            "digits",
                            "--package",
                            Bench.example("v2").toString(),
                            "--rounds",
                            String.valueOf(rounds),
                            "--rate",
                            "200/s");
            bench.check(
                    ended.exit() == 0 && ended.out().contains(rounds + " of " + rounds),
                    String.format(Locale.ROOT, "drill: %s", ended.err()));
            ended.err().lines().filter(line -> line.startsWith("round ")).forEach(line -> bench.say(line));
            bench.say(ended.out().strip());
        }
    }
}
