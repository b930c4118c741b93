package dev.slipway.cli.deploy;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.packages.PackageNames;
import dev.slipway.cli.packages.Transfer;
import dev.slipway.cli.release.StartOptions;
import dev.slipway.cli.stage.StageClient;
import dev.slipway.core.json.Json;
import dev.slipway.core.model.Digest;
import dev.slipway.core.platform.ModelStore;
import dev.slipway.core.platform.PackageSigning;
import dev.slipway.core.platform.Trust;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The deeds of a deployment, on this machine and on the stage.
 *
 * @param in what is around the command
 * @param here the store of this machine
 * @param there the stage's store
 * @param source the other store that the package can be had from
 * @param trust whose packages the stage serves
 * @param cdk the CDK's command; empty where it is not installed
 * @param client the stage
 * @param start how the release is asked for
 * @param request the release, but for its package
 */
record Hands(
        Surroundings in,
        ModelStore here,
        ModelStore there,
        Supplier<Optional<ModelStore>> source,
        Trust trust,
        Optional<CdkRun> cdk,
        StageClient client,
        StartOptions start,
        Json.Fields request,
        Asked asked)
        implements Deploying.Work {

    @Override
    public void prepare(Seen seen) throws IOException, InterruptedException {
        if (asked.folder().isEmpty()) {
            ModelStore from = source.get()
                    .orElseThrow(() -> CommandException.askedWrongly("no store that is known here has "
                            + asked.digest() + "; bring it here first: slipway pull " + asked.digest()
                            + " --from STORE"));
            new Transfer(in, from, here).copy(asked.digest(), List.of(), "the store of this machine");
            return;
        }
        Digest digest = PackageNames.whole(here, in.folder(), asked.folder().get());
        if (!digest.equals(asked.digest())) {
            throw CommandException.failed(asked.folder().get() + " changed while it was deployed: it gave "
                    + asked.digest() + " and gives " + digest + "; run it again when nothing writes to it");
        }
    }

    @Override
    public void push(Seen seen) throws InterruptedException {
        ModelStore from = seen.here() ? here : source.get().orElse(here);
        PackageSigning.demand(from, asked.digest(), trust);
        new Transfer(in, from, there)
                .copy(asked.digest(), List.of(), asked.names().packages());
    }

    @Override
    public boolean deploy(String stack) throws IOException, InterruptedException {
        return cdk.orElseThrow(() -> CommandException.failed(noCdk(in))).run("deploy", List.of(stack));
    }

    /** Why the CDK's command cannot be had, and what to do. */
    static String noCdk(Surroundings in) {
        return CdkRun.Command.infra(in)
                .map(infra -> "the AWS CDK's command is not installed; it is pinned in " + infra.resolve("package.json")
                        + ": npm ci --prefix " + infra)
                .orElse("this is no whole installation: the CDK app is missing; start Slipway by its own command");
    }

    @Override
    public int release(Seen seen) throws InterruptedException {
        Optional<Seen.Running> running = seen.there().flatMap(Seen.There::running);
        return running.isPresent()
                ? start.follow(client, in, asked.model(), running.get().id())
                : start.begin(client, in, asked.model(), asked.digest(), request);
    }
}
