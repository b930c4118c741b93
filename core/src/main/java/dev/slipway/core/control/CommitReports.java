package dev.slipway.core.control;

import dev.slipway.core.control.Records.Loaded;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.Reporter;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells commits how their releases go. What is to be told stands in the endpoints' records, put there by whoever decided
 * it; here it is told, at least once, by any number of tellers. It is no part of a tick: a reporter that hangs holds up
 * no release. Many threads may use it.
 */
public final class CommitReports {

    private static final int MOST_ATTEMPTS = 50;

    private final Records records;
    private final Reporter reporter;
    private final String stage;
    private final Function<String, Optional<URI>> page;
    private final InstantSource clock;

    /**
     * A teller.
     *
     * @param releases where the endpoints' records are
     * @param reporter who is told
     * @param stage the stage's name
     * @param page where there is more to see of a release
     * @param clock tells the time
     * @param heard is told each event once it is written, as the controller's is
     */
    public CommitReports(
            ReleaseStore releases,
            Reporter reporter,
            String stage,
            Function<String, Optional<URI>> page,
            InstantSource clock,
            Consumer<Event> heard) {
        this.records = new Records(releases, heard);
        this.reporter = reporter;
        this.stage = stage;
        this.page = page;
        this.clock = clock;
    }

    /**
     * Tells what is due for one endpoint. What cannot be told now is told later, in pauses that grow to five minutes.
     * What these credentials may not tell is written into the endpoint's events with the remedy, once, and stays owed: it
     * is tried again in pauses that grow to an hour, for the credentials may be others then. What never will be taken is
     * written there too, and nothing more.
     *
     * @throws PlatformException.Unavailable where something could not be told now; it stays owed
     */
    public void tell(ModelName endpoint) {
        List<PlatformException.Unavailable> failures = new ArrayList<>();
        for (Report report : due(endpoint)) {
            tell(endpoint, report).ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private List<Report> due(ModelName endpoint) {
        Instant now = clock.instant();
        return records.load(endpoint).map(loaded -> loaded.record().reports()).orElseGet(List::of).stream()
                .filter(report -> report.isDue(now))
                .toList();
    }

    private Optional<PlatformException.Unavailable> tell(ModelName endpoint, Report report) {
        try {
            reporter.report(report.of(stage, endpoint, page.apply(report.release())));
        } catch (PlatformException.Unavailable e) {
            save(endpoint, record -> later(record, report));
            return Optional.of(e);
        } catch (PlatformException.Denied e) {
            save(endpoint, record -> denied(record, report, e.getMessage()));
            return Optional.empty();
        } catch (PlatformException.Refused e) {
            save(endpoint, record -> refused(record, report, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        save(endpoint, record -> told(record, report));
        return Optional.empty();
    }

    /**
     * What was told is done. Where the record says something else by now, somebody may have told that in between, and this
     * came over it: then it is owed again.
     */
    private static EndpointRecord told(EndpointRecord record, Report report) {
        return find(record, report)
                .map(found -> record.reporting(
                        Report.with(record.reports(), found.says(report) ? found.done() : found.again())))
                .orElse(record);
    }

    private EndpointRecord later(EndpointRecord record, Report report) {
        return find(record, report)
                .filter(found -> found.says(report) && !found.told())
                .map(found -> record.reporting(Report.with(record.reports(), found.later(clock.instant()))))
                .orElse(record);
    }

    private EndpointRecord denied(EndpointRecord record, Report report, String why) {
        return find(record, report)
                .filter(found -> found.says(report) && !found.told())
                .map(found -> {
                    EndpointRecord owing =
                            record.reporting(Report.with(record.reports(), found.denied(clock.instant())));
                    return found.denied() ? owing : notReported(owing, report, why);
                })
                .orElse(record);
    }

    private EndpointRecord notReported(EndpointRecord record, Report report, String why) {
        return record.tell(
                clock.instant(),
                Event.Type.NOT_REPORTED,
                Event.CONTROLLER,
                Told.notReported(record.release(), report.release() + ": " + why));
    }

    private EndpointRecord refused(EndpointRecord record, Report report, String why) {
        return find(record, report)
                .filter(found -> found.says(report) && !found.told())
                .map(found -> notReported(record.reporting(Report.with(record.reports(), found.done())), report, why))
                .orElse(record);
    }

    private static Optional<Report> find(EndpointRecord record, Report report) {
        return record.reports().stream()
                .filter(found -> found.release().equals(report.release()))
                .findFirst();
    }

    private void save(ModelName endpoint, Function<EndpointRecord, EndpointRecord> change) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<Loaded> loaded = records.load(endpoint);
            EndpointRecord read = loaded.map(Loaded::record).orElseThrow();
            EndpointRecord changed = change.apply(read);
            if (changed.equals(read)) {
                return;
            }
            try {
                records.save(loaded, changed);
                return;
            } catch (PlatformException.Conflict e) {
                // Somebody else was faster: read again.
            }
        }
        throw new PlatformException.Unavailable("others keep changing " + endpoint + "; it is told once more");
    }
}
