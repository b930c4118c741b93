package dev.slipway.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.stage.Guard.Claims;
import dev.slipway.local.stage.Guard.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final String HOST = "127.0.0.1:8080";
    private static final Guard GUARD = new Guard("secret", Set.of(HOST, "[::1]:8080"), true, "slipway up");

    private static Verdict judge(String host, String origin, String authorization, String cookie) {
        return GUARD.judge(new Claims(host, origin, authorization, cookie));
    }

    @Test
    void theTokenPassesAsABearerInAnyCaseOfTheWord() {
        assertThat(judge(HOST, "", "Bearer secret", "")).isEqualTo(Verdict.PASS);
        assertThat(judge(HOST, "", "bearer  secret ", "")).isEqualTo(Verdict.PASS);
    }

    @Test
    void theCookiesValuePassesAndIsNotTheToken() {
        assertThat(judge(HOST, "", "", GUARD.cookieValue())).isEqualTo(Verdict.PASS);
        assertThat(judge(HOST, "", "", "secret")).isEqualTo(Verdict.NO_TOKEN);
        assertThat(judge(HOST, "", "Bearer " + GUARD.cookieValue(), "")).isEqualTo(Verdict.NO_TOKEN);
        assertThat(GUARD.cookieValue()).doesNotContain("secret");
    }

    @Test
    void aWrongBearerIsNotMadeGoodByACookie() {
        assertThat(judge(HOST, "", "Bearer wrong", GUARD.cookieValue())).isEqualTo(Verdict.NO_TOKEN);
    }

    @Test
    void nothingIsNoToken() {
        assertThat(judge(HOST, "", "", "")).isEqualTo(Verdict.NO_TOKEN);
        assertThat(judge(HOST, "", "Bearer ", "")).isEqualTo(Verdict.NO_TOKEN);
    }

    @Test
    void hostAndOriginAreJudgedBeforeTheToken() {
        assertThat(judge("evil.example", "", "Bearer secret", "")).isEqualTo(Verdict.FOREIGN_HOST);
        assertThat(judge("", "", "Bearer secret", "")).isEqualTo(Verdict.FOREIGN_HOST);
        assertThat(judge(HOST, "http://evil.example", "Bearer secret", "")).isEqualTo(Verdict.FOREIGN_ORIGIN);
        assertThat(judge(HOST, "null", "Bearer secret", "")).isEqualTo(Verdict.FOREIGN_ORIGIN);
        assertThat(judge(HOST, "https://" + HOST, "Bearer secret", "")).isEqualTo(Verdict.FOREIGN_ORIGIN);
    }

    @Test
    void anOriginMustBeTheHostThatWasAsked() {
        assertThat(judge(HOST, "http://[::1]:8080", "Bearer secret", "")).isEqualTo(Verdict.FOREIGN_ORIGIN);
        assertThat(judge("[::1]:8080", "http://[::1]:8080", "Bearer secret", ""))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aDoorThatIsShutOpensForNobody() {
        Guard shut = new Guard("secret", Set.of(HOST), false, "slipway up");
        assertThat(shut.judge(new Claims(HOST, "", "Bearer secret", ""))).isEqualTo(Verdict.NOT_EXPOSED);
    }

    @Test
    void itsCookieIsFoundAmongOthers() {
        assertThat(Guard.cookie("a=b; slipway_stage_8080=x=y ; c=d", "127.0.0.1:8080"))
                .contains("x=y");
        assertThat(Guard.cookie("slipway_stage_2=x; xslipway_stage_8080=y", "127.0.0.1:8080"))
                .isEmpty();
        assertThat(Guard.cookie("", "127.0.0.1:8080")).isEmpty();
        assertThat(Guard.cookie("slipway_stage", "127.0.0.1:8080")).isEmpty();
    }
}
