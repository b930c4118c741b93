package dev.slipway.functions.engine.tree;

import dev.slipway.functions.engine.EngineSettings;
import dev.slipway.functions.engine.ModelLoadException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** A C library, opened by its path for as long as the process lives. Its functions answer an {@code int}: 0 is success. */
final class CLibrary {

    /** What both libraries ask for and Amazon Linux does not have: OpenMP's runtime, shipped beside them. */
    private static final String OPEN_MP = "libgomp.so.1";

    /** Opens by a path alone: what is only named, the system would look for in folders of its own. */
    @SuppressWarnings("restricted")
    private static final BiFunction<Path, Arena, SymbolLookup> BY_PATH = SymbolLookup::libraryLookup;

    private final SymbolLookup symbols;

    private CLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /**
     * Opens a library of the bundle, after the one it needs: the loader takes what is loaded under the wanted name.
     *
     * @throws ModelLoadException where there is no folder of natives, or a library does not load
     */
    static CLibrary open(EngineSettings settings, String file) {
        Path folder = settings.natives()
                .orElseThrow(() -> new ModelLoadException(
                        file + " is not to be found: no folder of natives is known; start the function by its bundle"));
        try {
            SymbolLookup openMp = BY_PATH.apply(folder.resolve(OPEN_MP), Arena.global());
            return new CLibrary(
                    BY_PATH.apply(folder.resolve(file), Arena.global()).or(openMp));
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(
                    file + " does not load from " + folder + ": " + e.getMessage()
                            + "; deploy the model with the bundle of its format",
                    e);
        }
    }

    /**
     * A function that answers whether it failed.
     *
     * @throws ModelLoadException where the library has none of this name
     */
    MethodHandle function(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    /** The function that says what failed last in this thread. */
    MethodHandle lastError(String name) {
        return handle(name, FunctionDescriptor.of(ValueLayout.ADDRESS));
    }

    @SuppressWarnings("restricted")
    private MethodHandle handle(String name, FunctionDescriptor type) {
        MemorySegment function =
                symbols.find(name).orElseThrow(() -> new ModelLoadException("the library has no function " + name));
        return Linker.nativeLinker().downcallHandle(function, type);
    }

    /** The text that ends with the byte 0 at an address. */
    @SuppressWarnings("restricted")
    static String text(MemorySegment address) {
        return address.address() == 0
                ? ""
                : address.reinterpret(Integer.MAX_VALUE).getString(0);
    }

    /** What a call threw that is none of ours: {@code invokeExact} declares everything. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException thrown -> thrown;
            case Error error -> throw error;
            default -> new IllegalStateException("a call of a C function failed", e);
        };
    }
}
