package dev.slipway.functions.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Starts DJL's engines by their providers. DJL would look for providers by itself when it is first touched: a search that
 * opens every jar there is and reads its list of files, though it is known which engine is wanted. For engines that do
 * without DJL's default one: there is none then.
 */
final class DjlEngines {

    private DjlEngines() {}

    /**
     * The engine of this provider, started where it was not yet.
     *
     * @throws ai.djl.engine.EngineException where it does not start; linkage errors and others come as the engine throws them
     */
    static Engine start(EngineProvider provider) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new NothingToFind(DjlEngines.class.getClassLoader()));
        try {
            Engine.registerEngine(provider);
        } finally {
            thread.setContextClassLoader(before);
        }
        return Engine.getEngine(provider.getEngineName());
    }

    /** Where DJL looks for providers while it is touched. Classes are loaded as ever. */
    private static final class NothingToFind extends ClassLoader {

        NothingToFind(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
        }
    }
}
