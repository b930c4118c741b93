package dev.slipway.core.spec;

import dev.slipway.core.spec.AwsStage.Auth;
import dev.slipway.core.spec.StageSetup.Domain;
import dev.slipway.core.spec.StageSetup.Door;
import dev.slipway.core.spec.StageSetup.Firewall;
import dev.slipway.core.spec.StageSetup.Network;
import dev.slipway.core.spec.StageSetup.Throttle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads how a stage on AWS is built, from the stage's own block. */
final class SetupReader {

    private static final String FIREWALL = StageKeys.alternatives(StageKeys.FIREWALLS, "a regional web ACL's ARN");
    private static final String NETWORK =
            StageKeys.alternatives(StageKeys.NETWORKS, "{subnets: [...], security_groups: [...]}");

    /** In order, for messages. */
    private static final Map<String, Door> DOORS = new TreeMap<>(Map.of("http", Door.HTTP, "rest", Door.REST));

    private final Block block;
    private final Findings findings;

    SetupReader(Block block, Findings findings) {
        this.block = block;
        this.findings = findings;
    }

    StageSetup read(Optional<Auth> auth, Optional<String> account, Optional<String> region) {
        Door door = door(auth);
        return new StageSetup(
                door,
                block.find("domain").flatMap(value -> domain(value, account, region)),
                block.find("throttle").map(SetupReader::throttle).orElse(Throttle.DEFAULT),
                firewall(door),
                block.find("log_days")
                        .flatMap(value -> value.oneOf(StageKeys.DAYS))
                        .orElse(StageSetup.DEFAULT.logDays()),
                block.find("network").flatMap(SetupReader::network).orElse(StageSetup.DEFAULT.network()),
                block.find("boundary")
                        .flatMap(value ->
                                value.text(StageKeys.BOUNDARY, "a policy's name, with its path if it has one")));
    }

    /** The door that is named, where the way that callers show who they are goes through it; else the one it needs. */
    private Door door(Optional<Auth> auth) {
        boolean keys = auth.filter(AwsStage.ApiKey.class::isInstance).isPresent();
        boolean tokens = auth.filter(AwsStage.Jwt.class::isInstance).isPresent();
        Optional<Value> value = block.find("door");
        Optional<Door> named = value.flatMap(word -> word.oneOf(DOORS));
        if (keys && named.filter(Door.HTTP::equals).isPresent()) {
            value.orElseThrow().wrong("rest: an HTTP API knows no API keys");
        }
        if (tokens && named.filter(Door.REST::equals).isPresent()) {
            value.orElseThrow().wrong("http: a REST API checks no tokens by itself");
        }
        return named.orElse(keys ? Door.REST : Door.HTTP);
    }

    private Optional<Domain> domain(Value value, Optional<String> account, Optional<String> region) {
        Block domain = value.block("under domain", Key.names(StageKeys.DOMAIN_KEYS), StageKeys.VOCABULARY);
        Optional<String> name = domain.need("name", "name: ml.example.com")
                .flatMap(text -> text.text(StageKeys.DOMAIN, "a name such as ml.example.com"));
        String expected = "the ARN of a certificate in the stage's account and region";
        Optional<String> certificate = domain.need("certificate", "certificate: arn:aws:acm:...")
                .flatMap(text -> text.text(StageKeys.CERTIFICATE, expected)
                        .flatMap(arn -> isElsewhere(arn, account, region) ? text.wrong(expected) : Optional.of(arn)));
        return name.isPresent() && certificate.isPresent()
                ? Optional.of(new Domain(name.get(), certificate.get()))
                : Optional.empty();
    }

    private static boolean isElsewhere(String arn, Optional<String> account, Optional<String> region) {
        String[] parts = arn.split(":", -1);
        return region.filter(name -> !name.equals(parts[3])).isPresent()
                || account.filter(number -> !number.equals(parts[4])).isPresent();
    }

    private static Throttle throttle(Value value) {
        Block block = value.block("under throttle", Key.names(StageKeys.THROTTLE), StageKeys.VOCABULARY);
        return new Throttle(
                block.find("rate").flatMap(rate -> rate.whole(StageKeys.RATE)).orElse(Throttle.DEFAULT.rate()),
                block.find("burst")
                        .flatMap(burst -> burst.whole(StageKeys.BURST))
                        .orElse(Throttle.DEFAULT.burst()));
    }

    private Firewall firewall(Door door) {
        Optional<Firewall> named = block.find("firewall").flatMap(SetupReader::firewall);
        if (door == Door.HTTP && named.isPresent() && !named.get().equals(new Firewall.None())) {
            findings.add(
                    block.entry("firewall").key().place(),
                    "firewall: AWS WAF does not go before an HTTP API",
                    "",
                    "write door: rest, or remove it");
        }
        return named.orElse(door == Door.REST ? new Firewall.Managed() : new Firewall.None());
    }

    private static Optional<Firewall> firewall(Value value) {
        return value.text(FIREWALL).<Firewall>flatMap(text -> switch (text) {
            case "managed" -> Optional.of(new Firewall.Managed());
            case "none" -> Optional.of(new Firewall.None());
            default -> value.text(StageKeys.ACL, FIREWALL).map(Firewall.Existing::new);
        });
    }

    private static Optional<Network> network(Value value) {
        if (!(value.yaml() instanceof Yaml.Mapping)) {
            return value.text(NETWORK).<Network>flatMap(text -> switch (text) {
                case "open" -> Optional.of(new Network.Open());
                case "isolated" -> Optional.of(new Network.Isolated());
                default -> value.wrong(NETWORK);
            });
        }
        Block block = value.block("under network", Key.names(StageKeys.NETWORK), StageKeys.VOCABULARY);
        List<String> subnets = block.need("subnets", "subnets: [subnet-0123456789abcdef0]")
                .map(list -> ids(list, StageKeys.SUBNET, "a subnet's id"))
                .orElse(List.of());
        List<String> groups = block.need("security_groups", "security_groups: [sg-0123456789abcdef0]")
                .map(list -> ids(list, StageKeys.GROUP, "a security group's id"))
                .orElse(List.of());
        return Optional.of(new Network.Existing(subnets, groups));
    }

    private static List<String> ids(Value value, Form.Text form, String expected) {
        return value.texts(form, expected).stream().map(Located::value).toList();
    }
}
