package dev.slipway.packager.trial;

import dev.slipway.core.model.Digest;
import dev.slipway.core.model.ModelFormat;
import dev.slipway.core.model.ModelName;
import dev.slipway.core.spec.ServingSpec;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs a package in a process of its own, with the very code a function runs. The port; its adapters start processes. */
public interface ModelRunner {

    /**
     * Starts a process that holds the package, ready to answer.
     *
     * @throws NotStartedException where it does not become ready
     */
    Running start(Subject subject) throws NotStartedException;

    /**
     * What to run. Its blobs are stored, be it published or not.
     *
     * @param model the name clients use
     * @param digest the package
     * @param format the format of its weights, which decides the engine
     * @param serving the memory and time it is given
     */
    record Subject(ModelName model, Digest digest, ModelFormat format, ServingSpec serving) {}

    /** A process that holds a package. */
    interface Running extends AutoCloseable {

        /**
         * Asks it.
         *
         * @param event an event of API Gateway's HTTP API
         */
        Reply ask(byte[] event);

        /** The most memory the process has had so far, in bytes, where the system tells. */
        OptionalLong peakMemory();

        /** The SHA-256 of the code it runs, in hexadecimal. */
        String code();

        /** The machine it runs on, as people call it. */
        String machine();

        /** Ends the process. */
        @Override
        void close();
    }

    /**
     * What came back.
     *
     * @param payload the answer, where there is one
     * @param why why there is none; empty where there is one
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    record Reply(Optional<byte[]> payload, String why) {}

    /** The process did not become ready: the engine cannot load the model, or there is no such engine here. */
    final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        /** The message says why. */
        public NotStartedException(String message) {
            super(message);
        }
    }
}
