package dev.slipway.local.rehearsal;

import dev.slipway.core.json.JsonException;
import dev.slipway.core.json.JsonReader;
import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.platform.FunctionService;
import dev.slipway.core.platform.FunctionService.Invocation;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.proof.HttpAnswer;
import dev.slipway.core.proof.HttpEvent;
import dev.slipway.core.proof.OutputTensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Asks two versions the same and compares what they say. Such calls are pinned and never evidence. */
final class Pairs {

    private static final int MOST = 200;

    private final RehearsalOptions options;
    private final FunctionService functions;
    private final Instant now;

    Pairs(RehearsalOptions options, FunctionService functions, Instant now) {
        this.options = options;
        this.functions = functions;
        this.now = now;
    }

    Agreement compare(String stable, String candidate) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
        int count = Math.min(MOST, options.requests().size());
        List<Optional<List<OutputTensor>>> stables = new ArrayList<>();
        List<Optional<List<OutputTensor>>> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stables.add(answer(stable, i));
            candidates.add(answer(candidate, i));
        }
        long asked = 0;
        long different = 0;
        for (int i = 0; i < count; i++) {
            boolean swapped = random.nextDouble() < options.trouble().swapped();
            Optional<List<OutputTensor>> told = candidates.get(swapped ? random.nextInt(count) : i);
            if (stables.get(i).isPresent() && told.isPresent()) {
                asked++;
                different += stables.get(i).equals(told) ? 0 : 1;
            }
        }
        return new Agreement(asked, different);
    }

    /** The outputs that are no floating-point numbers; empty where there was no good answer, or none of them. */
    private Optional<List<OutputTensor>> answer(String version, int index) {
        ModelName model = options.model();
        byte[] event = HttpEvent.infer(model, options.requests().get(index), "pair-" + version + "-" + index, now);
        try {
            if (!(functions.invoke(model, version, event) instanceof Invocation.Answered(byte[] payload))) {
                return Optional.empty();
            }
            HttpAnswer answer = HttpAnswer.parse(payload);
            if (answer.status() != 200) {
                return Optional.empty();
            }
            List<OutputTensor> exact = OutputTensor.all(JsonReader.parse("response", answer.body())).stream()
                    .filter(output -> !isFloating(output.datatype()))
                    .toList();
            return exact.isEmpty() ? Optional.empty() : Optional.of(exact);
        } catch (PlatformException.Unavailable | JsonException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isFloating(Datatype datatype) {
        return switch (datatype) {
            case FP16, BF16, FP32, FP64 -> true;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> false;
        };
    }
}
