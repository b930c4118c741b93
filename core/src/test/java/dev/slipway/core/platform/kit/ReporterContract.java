package dev.slipway.core.platform.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.model.Origin;
import dev.slipway.core.platform.ReleaseReport;
import dev.slipway.core.platform.ReleaseReport.Standing;
import dev.slipway.core.platform.Reporter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Reporter} does. */
public abstract class ReporterContract {

    protected static final String RELEASE = "digits-7";
    protected static final Origin PUSH = Origin.of("acme/models", "0123456789abcdef0123456789abcdef01234567");

    /** The reporter under test, the same one whenever a test asks again. */
    protected abstract Reporter reporter() throws Exception;

    /** What people see of a release of {@link #PUSH} now. */
    protected abstract Seen seen(String release) throws Exception;

    /** What a commit shows at a glance; not every place has a word for a release that waits. */
    public enum Light {
        OPEN,
        GREEN,
        RED
    }

    /** The light of a standing. */
    protected static Light lightOf(Standing standing) {
        return switch (standing) {
            case RUNNING, WAITING -> Light.OPEN;
            case PROMOTED -> Light.GREEN;
            case ROLLED_BACK -> Light.RED;
        };
    }

    /**
     * What people see.
     *
     * @param light at a glance
     * @param text why; a reporter may cut what is too long for it
     */
    public record Seen(Light light, String text) {}

    @ParameterizedTest
    @EnumSource(Standing.class)
    void peopleSeeHowAReleaseStands(Standing standing) throws Exception {
        reporter().report(report(RELEASE, standing, "log E 4.68 reached ln(1/alpha) 4.61"));

        assertThat(seen(RELEASE)).isEqualTo(new Seen(lightOf(standing), "log E 4.68 reached ln(1/alpha) 4.61"));
    }

    @Test
    void theLastReportIsTheOneThatIsSeen() throws Exception {
        reporter().report(report(RELEASE, Standing.RUNNING, "shift 10%"));
        reporter().report(report(RELEASE, Standing.WAITING, "waits for the approval of team-ml"));
        reporter().report(report(RELEASE, Standing.PROMOTED, "nothing speaks against the candidate"));

        assertThat(seen(RELEASE)).isEqualTo(new Seen(Light.GREEN, "nothing speaks against the candidate"));
    }

    @Test
    void tellingTheSameAgainChangesNothing() throws Exception {
        ReleaseReport report = report(RELEASE, Standing.ROLLED_BACK, "the candidate fails more often");

        reporter().report(report);
        reporter().report(report);

        assertThat(seen(RELEASE)).isEqualTo(new Seen(Light.RED, "the candidate fails more often"));
    }

    @Test
    void aTextThatIsTooLongIsCutAndStillTold() throws Exception {
        String text = "the candidate fails more often than stable: " + "and more ".repeat(100);

        reporter().report(report(RELEASE, Standing.ROLLED_BACK, text));

        assertThat(seen(RELEASE).light()).isEqualTo(Light.RED);
        assertThat(seen(RELEASE).text()).startsWith("the candidate fails more often than stable: and more");
    }

    /** A report of a release of digits to prod. */
    protected static ReleaseReport report(String release, Standing standing, String text) {
        return new ReleaseReport(
                "prod",
                new ModelName("digits"),
                release,
                Digest.of("a package".getBytes(StandardCharsets.UTF_8)),
                PUSH,
                standing,
                text,
                Optional.of(URI.create("https://example.com/releases/" + release)));
    }
}
