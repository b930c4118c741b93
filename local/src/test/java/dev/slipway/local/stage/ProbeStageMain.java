package dev.slipway.local.stage;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A stage in a process of its own, as {@code slipway up} runs one: stops at SIGTERM, and prints {@code ready} and its
 * address when it serves.
 */
final class ProbeStageMain {

    private ProbeStageMain() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ProbeStage stage = ProbeStage.start(ProbeStage.options(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
        if (!stage.stage().serves(dev.slipway.local.testing.ProbePackage.MODEL)) {
            stage.serve("one", ProbeStage.SERVING);
        }
        System.out.println("ready " + stage.url());
        new CountDownLatch(1).await();
    }
}
