package dev.slipway.aws;

import dev.slipway.aws.AccountFinding.Outcome;
import dev.slipway.core.platform.PlatformException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One look at an account.
 *
 * @param name its name
 * @param question what is looked at
 * @param command the same by AWS's own command
 * @param writes whether something is made for it, and taken away again
 * @param look how it is looked at; throws what AWS's SDK throws
 */
public record AccountCheck(String name, String question, String command, boolean writes, Supplier<Seen> look) {

    /**
     * What was seen.
     *
     * @param outcome how it is
     * @param found what was found
     * @param expected what was expected
     * @param remedy what to do; empty where there is nothing to do
     */
    public record Seen(Outcome outcome, String found, String expected, String remedy) {

        static Seen well(String found, String expected) {
            return new Seen(Outcome.AS_EXPECTED, found, expected, "");
        }

        static Seen otherwise(String found, String expected, String remedy) {
            return new Seen(Outcome.OTHERWISE, found, expected, remedy);
        }

        static Seen notYet(String found, String remedy) {
            return new Seen(Outcome.NOT_YET, found, "", remedy);
        }
    }

    /** Looks. What AWS refuses is a finding too. */
    public AccountFinding run() {
        try {
            return finding(look.get());
        } catch (SdkException e) {
            return unseen(AwsErrors.translate("cannot look", e).getMessage());
        } catch (PlatformException e) {
            return unseen(e.getMessage());
        } catch (RuntimeException e) {
            // An answer that was not thought of must not hide what the other looks show.
            return unseen("this is an error of Slipway's own: " + e);
        }
    }

    /** That it could not be looked at. */
    public AccountFinding unseen(String why) {
        return finding(new Seen(Outcome.UNSEEN, why, "", ""));
    }

    private AccountFinding finding(Seen seen) {
        return new AccountFinding(
                name, question, command, seen.outcome(), seen.found(), seen.expected(), seen.remedy());
    }
}
