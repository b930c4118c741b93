package dev.slipway.aws.emulator;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Looks for the emulator, or starts it, once in a run; hands it to tests, and leaves out by name what it cannot do. */
final class EmulatorExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return switch (search(context)) {
            case EmulatorSearch.Found(Emulator emulator, var _) -> judge(emulator, context);
            case EmulatorSearch.Absent(String reason) -> ConditionEvaluationResult.disabled(reason);
        };
    }

    private static ConditionEvaluationResult judge(Emulator emulator, ExtensionContext context) {
        String lacks = needs(context).stream()
                .distinct()
                .flatMap(capability -> emulator.kind().lack(capability).stream()
                        .map(how -> emulator.kind().title() + " cannot " + capability.words() + ": " + how))
                .collect(Collectors.joining("; "));
        return lacks.isEmpty() || Boolean.getBoolean(EmulatorSearch.TRY_ALL)
                ? ConditionEvaluationResult.enabled(emulator.kind().title() + " can, or shall try")
                : ConditionEvaluationResult.disabled(lacks);
    }

    private static List<Capability> needs(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        List<Needs> ofClass = needs(type);
        ofClass.forEach(needs -> checkNames(type, needs));
        Optional<Method> method = context.getTestMethod();
        Stream<Needs> here = method.isEmpty()
                ? ofClass.stream().filter(needs -> needs.tests().length == 0)
                : Stream.concat(
                        needs(method.get()).stream(), ofClass.stream().filter(needs -> names(needs, method.get())));
        return here.flatMap(needs -> Arrays.stream(needs.value())).toList();
    }

    private static List<Needs> needs(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, Needs.class);
    }

    private static boolean names(Needs needs, Method method) {
        return List.of(needs.tests()).contains(method.getName());
    }

    /** A test that was given another name would be run, and one that is misspelt never left out. */
    private static void checkNames(Class<?> type, Needs needs) {
        for (String test : needs.tests()) {
            if (ReflectionSupport.findMethods(
                            type, method -> method.getName().equals(test), HierarchyTraversalMode.BOTTOM_UP)
                    .isEmpty()) {
                throw new ExtensionConfigurationException(
                        "@Needs at " + type.getName() + " names the test " + test + ", and there is none");
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Emulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return switch (search(context)) {
            case EmulatorSearch.Found(Emulator emulator, var _) -> emulator;
            case EmulatorSearch.Absent(String reason) -> throw new ExtensionConfigurationException(reason);
        };
    }

    private static EmulatorSearch search(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("search", key -> search(), EmulatorSearch.class);
    }

    private static EmulatorSearch search() {
        return EmulatorWish.read(name -> System.getProperty(name, ""))
                .search(RunningEmulator::at, LocalStackOnHost::start, LocalStackInContainer::start);
    }
}
