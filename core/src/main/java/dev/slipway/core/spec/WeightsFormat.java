package dev.slipway.core.spec;

import dev.slipway.core.model.ModelFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an author may say of how weights are written: a format that functions load, or a folder that says which. */
public sealed interface WeightsFormat {

    /** The word in {@code slipway.yaml}. */
    String key();

    /** All that may be said, in the order in which it is told. */
    static List<WeightsFormat> all() {
        return Stream.concat(
                        Arrays.stream(ModelFormat.values()).<WeightsFormat>map(Known::new), Stream.of(new Mlflow()))
                .toList();
    }

    /** The format that a file's name tells, where it tells one. */
    static Optional<WeightsFormat> ofFile(String name) {
        return name.equals(Mlflow.FILE) || name.endsWith("/" + Mlflow.FILE)
                ? Optional.of(new Mlflow())
                : ModelFormat.ofFile(name).map(Known::new);
    }

    /**
     * A format that functions load.
     *
     * @param format which
     */
    record Known(ModelFormat format) implements WeightsFormat {
        @Override
        public String key() {
            return format.key();
        }
    }

    /** A folder that MLflow saved: its {@code MLmodel} says which format the weights have. */
    record Mlflow() implements WeightsFormat {

        /** The file that tells such a folder. */
        public static final String FILE = "MLmodel";

        @Override
        public String key() {
            return "mlflow";
        }
    }
}
