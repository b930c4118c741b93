package dev.slipway.core.spec;

import java.util.List;
import java.util.Optional;

/**
 * How a stage on AWS is built, beyond what every stage needs.
 *
 * @param door the kind of API in front of it
 * @param domain the name of one's own that clients call, where there is one
 * @param throttle how much the API lets in
 * @param firewall what looks at calls before the API does
 * @param logDays how many days logs are kept
 * @param network where the models' functions run
 * @param boundary the name of the policy that bounds every role of the stage, where there is one
 */
public record StageSetup(
        Door door,
        Optional<Domain> domain,
        Throttle throttle,
        Firewall firewall,
        int logDays,
        Network network,
        Optional<String> boundary) {

    /** What holds where nothing is said. */
    public static final StageSetup DEFAULT = new StageSetup(
            Door.HTTP,
            Optional.empty(),
            Throttle.DEFAULT,
            new Firewall.None(),
            365,
            new Network.Open(),
            Optional.empty());

    /** The kinds of API. */
    public enum Door {
        /** An HTTP API: the cheaper one; callers by IAM, by tokens, or anyone. */
        HTTP,
        /** A REST API: callers by IAM, by API keys, or anyone; with a firewall, and errors in the protocol's form. */
        REST
    }

    /**
     * A name of one's own.
     *
     * @param name such as {@code ml.example.com}
     * @param certificate the ARN of its certificate, in the stage's region
     */
    public record Domain(String name, String certificate) {}

    /**
     * Above this, calls are answered 429: a bound on what a mistake can cost.
     *
     * @param rate calls a second, all clients together
     * @param burst calls at once
     */
    public record Throttle(int rate, int burst) {
        /** What holds where nothing is said. */
        public static final Throttle DEFAULT = new Throttle(500, 1000);
    }

    /** What looks at calls before the API does. */
    public sealed interface Firewall {
        /** Rules that AWS keeps, and a bound on the calls of one address. */
        record Managed() implements Firewall {}

        /** Nothing. */
        record None() implements Firewall {}

        /**
         * A web ACL that is there already.
         *
         * @param arn its ARN
         */
        record Existing(String arn) implements Firewall {}
    }

    /** Where the models' functions run. */
    public sealed interface Network {
        /** Where Lambda runs functions by itself, with a way to the internet. */
        record Open() implements Network {}

        /** In a network of the stage's own, with a way to the packages and nowhere else. */
        record Isolated() implements Network {}

        /**
         * In a network that is there already. It must have a way to S3.
         *
         * @param subnets the ids of its subnets
         * @param groups the ids of its security groups
         */
        record Existing(List<String> subnets, List<String> groups) implements Network {
            /** Copies the ids. */
            public Existing {
                subnets = List.copyOf(subnets);
                groups = List.copyOf(groups);
            }
        }
    }
}
