package dev.slipway.cli.drill;

import dev.slipway.core.json.Json;
import java.time.Duration;
import java.util.List;

/**
 * One rollback that was practised.
 *
 * @param release the release that was rolled back
 * @param last from the command to the candidate's last answer; zero where it gave none after it
 * @param command from the command to its answer
 * @param after how many answers the candidate still gave after the command
 * @param failed how many calls failed in the round, of either version
 */
record Round(String release, Duration last, Duration command, long after, long failed) {

    /** Reads a round off the answers of its clients. */
    static Round of(String release, String candidate, long asked, long answered, List<Load.Answer> answers) {
        List<Load.Answer> late = answers.stream()
                .filter(answer -> answer.version().equals(candidate) && answer.came() > asked)
                .toList();
        long last = late.stream().mapToLong(Load.Answer::came).max().orElse(asked);
        return new Round(
                release,
                Duration.ofNanos(last - asked),
                Duration.ofNanos(answered - asked),
                late.size(),
                answers.stream().filter(Load.Answer::failed).count());
    }

    Json.Fields json() {
        return Json.object()
                .with("release", Json.of(release))
                .with("last_answer_ms", Json.of(millis(last)))
                .with("command_ms", Json.of(millis(command)))
                .with("answers_after", Json.of(after))
                .with("failed", Json.of(failed));
    }

    static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
