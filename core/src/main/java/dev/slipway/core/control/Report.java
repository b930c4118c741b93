package dev.slipway.core.control;

import dev.slipway.core.json.Json;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.release.ReleaseState;
import dev.slipway.core.release.Status;
import dev.slipway.core.release.Times;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the commit of a release is told, and whether it was. Kept in the endpoint's record, so that a report is owed from
 * the moment that what it says was decided, whoever dies then.
 *
 * @param release the release
 * @param digest its package
 * @param origin its commit
 * @param standing where it stands
 * @param text why
 * @param told whether this was told, or never will be
 * @param denied whether it stands in the events that the credentials may not tell this
 * @param failures how often in a row it could not be told
 * @param notBefore when it may be tried again; empty for at once
 */
record Report(
        String release,
        Digest digest,
        Origin origin,
        Standing standing,
        String text,
        boolean told,
        boolean denied,
        int failures,
        Optional<Instant> notBefore) {

    /** So many debts are kept: whoever never lets anything be told shall not fill the record. The oldest are forgiven. */
    private static final int OWED = 20;

    /** So many releases that ended are remembered after they were told: whoever slept meanwhile may speak over the last word. */
    private static final int REMEMBERED = 3;

    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Other credentials do not come by themselves. */
    private static final Duration LONGEST_DENIED = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 6;

    /** The reports after a release came to stand so; those of releases without a commit stay as they are. */
    static List<Report> after(List<Report> reports, ReleaseState state) {
        if (state.origin().isEmpty()) {
            return reports;
        }
        Report now = new Report(
                state.id(),
                state.candidate().digest(),
                state.origin().get(),
                standing(state.status()),
                text(state),
                false,
                false,
                0,
                Optional.empty());
        boolean same = reports.stream()
                .anyMatch(report -> report.release().equals(now.release())
                        && report.standing() == now.standing()
                        && report.text().equals(now.text()));
        return same ? reports : with(reports, now);
    }

    /** The reports with this one in the place of the one of its release. */
    static List<Report> with(List<Report> reports, Report report) {
        List<Report> others = new ArrayList<>(reports.stream()
                .filter(other -> !other.release().equals(report.release()))
                .toList());
        forget(others, true, REMEMBERED);
        forget(others, false, OWED - 1);
        others.add(report);
        return others;
    }

    /** Leaves the newest of those that were told, or of those that were not. */
    private static void forget(List<Report> reports, boolean told, int most) {
        long count = reports.stream().filter(report -> report.told() == told).count();
        for (int i = 0; i < reports.size() && count > most; ) {
            if (reports.get(i).told() == told) {
                reports.remove(i);
                count--;
            } else {
                i++;
            }
        }
    }

    private static Standing standing(Status status) {
        return switch (status) {
            case Status.Running() -> Standing.RUNNING;
            case Status.Paused(var _, var _, var _), Status.Waiting(var _, var _, var _) -> Standing.WAITING;
            case Status.Promoted(var _, var _) -> Standing.PROMOTED;
            case Status.RolledBack(var _, var _) -> Standing.ROLLED_BACK;
        };
    }

    /** While it runs, where it is: reasons change with each window, and a commit is no log. */
    private static String text(ReleaseState state) {
        return switch (state.status()) {
            case Status.Running() ->
                state.id() + ", plan " + state.plan().name() + ": "
                        + state.step().label();
            case Status.Paused(var _, var _, var _), Status.Waiting(var _, var _, var _) ->
                state.status().word() + " at " + state.step().label() + ": "
                        + state.reason().text();
            case Status.Promoted(var reason, var _) -> reason.text();
            case Status.RolledBack(var reason, var _) -> reason.text();
        };
    }

    /** Whether it is to be told now; a clock that was set back makes no pause longer than the longest. */
    boolean isDue(Instant now) {
        return !told
                && notBefore
                        .map(time -> !now.isBefore(time)
                                || now.plus(denied ? LONGEST_DENIED : LONGEST).isBefore(time))
                        .orElse(true);
    }

    /** The same words, however often they were tried. */
    boolean says(Report other) {
        return standing == other.standing && text.equals(other.text);
    }

    /** This report, told. */
    Report done() {
        return new Report(release, digest, origin, standing, text, true, denied, failures, Optional.empty());
    }

    /** This report, owed again: somebody may have spoken over it. */
    Report again() {
        return new Report(release, digest, origin, standing, text, false, denied, failures, Optional.empty());
    }

    /** This report after it could not be told: later each time, at most five minutes. */
    Report later(Instant now) {
        return after(now, denied, SHORTEST, LONGEST);
    }

    /** This report after the credentials were found not to do: later each time, at most an hour. */
    Report denied(Instant now) {
        return after(now, true, LONGEST, LONGEST_DENIED);
    }

    private Report after(Instant now, boolean isDenied, Duration shortest, Duration longest) {
        Duration pause = shortest.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Instant next = now.plus(pause.compareTo(longest) > 0 ? longest : pause);
        return new Report(release, digest, origin, standing, text, false, isDenied, failures + 1, Optional.of(next));
    }

    /** This report as a reporter takes it. */
    ReleaseReport of(String stage, ModelName endpoint, Optional<URI> page) {
        return new ReleaseReport(stage, endpoint, release, digest, origin, standing, text, page);
    }

    Json.Fields json() {
        return Json.object()
                .with("release", Json.of(release))
                .with("digest", Json.of(digest.toString()))
                .with("origin", origin.json())
                .with("standing", Json.of(standing.word()))
                .with("text", Json.of(text))
                .with("told", Json.of(told))
                .with("denied", Json.of(denied))
                .with("failures", Json.of(failures))
                .with("not_before", Times.of(notBefore));
    }

    static Report read(JsonReader reader) {
        String word = reader.text("standing");
        return new Report(
                reader.text("release"),
                Digest.parse(reader.text("digest")),
                Origin.read(reader.child("origin")),
                Arrays.stream(Standing.values())
                        .filter(standing -> standing.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                reader.path() + ".standing: \"" + word + "\" is not known here")),
                reader.text("text"),
                reader.truth("told"),
                // What was stored before this was known has none.
                reader.object().find("denied").isPresent() && reader.truth("denied"),
                Math.toIntExact(reader.whole("failures")),
                Times.readOptional(reader, "not_before"));
    }
}
