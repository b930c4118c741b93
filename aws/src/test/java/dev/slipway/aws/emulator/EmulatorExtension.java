package dev.slipway.aws.emulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the emulator once in a run, hands it to tests, and skips by name what it cannot do. */
final class EmulatorExtension implements ExecutionCondition, BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Emulator> emulator = emulator(context);
        if (emulator.isEmpty()) {
            return Emulator.required()
                    ? ConditionEvaluationResult.enabled("it is required, and will fail")
                    : ConditionEvaluationResult.disabled(Emulator.absence());
        }
        List<Capability> lacking = context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, Needs.class))
                .map(needs -> Arrays.stream(needs.value())
                        .filter(capability -> !emulator.get().kind().can(capability))
                        .toList())
                .orElseGet(List::of);
        return lacking.isEmpty()
                ? ConditionEvaluationResult.enabled("it can")
                : ConditionEvaluationResult.disabled(emulator.get().kind().title() + " cannot do " + lacking);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (emulator(context).isEmpty()) {
            throw new AssertionError("an emulator is required, but " + Emulator.absence());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Emulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator(context).orElseThrow();
    }

    @SuppressWarnings("unchecked") // the store knows one class, and not its parameter
    private static Optional<Emulator> emulator(ExtensionContext context) {
        return (Optional<Emulator>) context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("emulator", key -> Emulator.find(), Optional.class);
    }
}
