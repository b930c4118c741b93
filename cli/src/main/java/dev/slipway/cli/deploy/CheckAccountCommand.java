package dev.slipway.cli.deploy;

import dev.slipway.aws.AccountCheck;
import dev.slipway.aws.AccountChecks;
import dev.slipway.aws.AccountFinding;
import dev.slipway.aws.AwsPlatform;
import dev.slipway.aws.AwsSettings;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Exit;
import dev.slipway.cli.SlipwayCommand;
import dev.slipway.cli.Surroundings;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.AwsStage;
import dev.slipway.core.spec.Located;
import dev.slipway.core.spec.StagesSpec;
import dev.slipway.packager.StageFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway check-account}: whether a stage's account is as Slipway needs it. */
@Command(
        name = "check-account",
        description = {
            "Looks at the account of a stage on AWS: whose credentials, what is prepared, what is missing, and what no"
                    + " document says. It prints a page in Markdown.",
            "It only reads, unless --write is given.",
            "Exit codes: 0 all is as expected or not there yet, 1 something is otherwise or could not be seen."
        },
        footer = {"", "Example:", "  slipway check-account --stage prod --out account.md"})
public final class CheckAccountCommand extends SlipwayCommand {

    @Option(
            names = "--write",
            description =
                    "Also look at what can only be seen by making something: an object in the bucket, an alias that"
                            + " no client knows. It is taken away again.")
    private boolean write;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the page to this file in place of standard output.")
    private @Nullable Path out;

    /** A command that runs in these surroundings. */
    public CheckAccountCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws IOException {
        AwsStage stage = stageOnAws()
                .orElseThrow(() -> CommandException.askedWrongly(
                        "--stage: found local; expected a stage on AWS, which stages.yaml describes"));
        AccountReport report;
        try (AwsPlatform aws = AwsPlatform.open(AwsSettings.in(stage.region()))) {
            report = new AccountReport(
                    stage,
                    surroundings().clock().instant(),
                    look(aws.accountChecks(stage, models(stage)).all()));
        }
        tell(report);
        return report.isWell() ? Exit.DONE : Exit.FAILED;
    }

    private List<ModelName> models(AwsStage stage) throws IOException {
        Path folder = Optional.ofNullable(anyHome()
                        .path()
                        .resolveSibling(StagesSpec.FILE)
                        .toAbsolutePath()
                        .getParent())
                .orElseThrow();
        List<ModelName> models = new ArrayList<>();
        for (Located<String> entry : stage.models()) {
            models.add(StageFolders.read(folder, entry).spec().model().value());
        }
        return models;
    }

    /** With the credentials of another account, nothing else is asked: it would be told of things that are not the stage's. */
    private List<AccountFinding> look(List<AccountCheck> checks) {
        List<AccountFinding> findings = new ArrayList<>();
        boolean known = false;
        for (AccountCheck check : checks) {
            if (check.writes() && !write) {
                continue;
            }
            if (check.name().equals(AccountChecks.CREDENTIALS)) {
                AccountFinding finding = check.run();
                known = finding.outcome() == AccountFinding.Outcome.AS_EXPECTED;
                findings.add(finding);
            } else {
                findings.add(known ? check.run() : check.unseen("not asked without the account's credentials"));
            }
            surroundings()
                    .say(findings.getLast().check() + ": "
                            + findings.getLast().outcome().word());
        }
        return findings;
    }

    private void tell(AccountReport report) throws IOException {
        String page = String.join("\n", report.lines()) + "\n";
        if (out != null) {
            Path file = surroundings().folder().resolve(out).toAbsolutePath();
            Path fresh =
                    Files.createTempFile(Optional.ofNullable(file.getParent()).orElseThrow(), "account", ".md");
            Files.writeString(fresh, page);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (json) {
            surroundings().out().println(JsonText.write(report.json()));
        } else if (out == null) {
            report.lines().forEach(surroundings()::print);
        }
    }
}
