package dev.slipway.cli.stage;

import dev.slipway.cli.Home;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.stage.Models.Model;
import dev.slipway.core.json.JsonText;
import dev.slipway.core.platform.ModelStore.Content;
import dev.slipway.core.proof.GoldenSample;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A line of curl that calls a model with real input: the request beside the model folder, or else the first golden
 * sample; where there is neither, it asks for the model's metadata.
 *
 * @param home where a request is written that no file holds yet
 * @param in what is around
 */
record FirstCall(Home home, Surroundings in) {

    private static final String REQUEST = "request.json";

    /** The line for one model. */
    String of(URI stage, Model model) throws IOException {
        String url = stage + "/v2/models/" + model.name();
        Optional<Path> request = request(model);
        return request.isPresent() ? "curl -s " + url + "/infer -d @" + in.shown(request.get()) : "curl -s " + url;
    }

    private Optional<Path> request(Model model) throws IOException {
        Path folder = in.folder().resolve(model.folder()).toAbsolutePath().normalize();
        for (Path file : List.of(folder.resolve(REQUEST), folder.resolveSibling(REQUEST))) {
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        Optional<GoldenSample> sample = sample(model);
        if (sample.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(home.requests());
        Path file = home.requests().resolve(model.name() + ".json");
        Path temporary = Files.createTempFile(home.requests(), "request-", ".new");
        Files.writeString(temporary, JsonText.write(sample.get().request()) + "\n", StandardCharsets.UTF_8);
        return Optional.of(Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE));
    }

    private static Optional<GoldenSample> sample(Model model) throws IOException {
        Optional<Content> file = model.read()
                .serving()
                .samples()
                .flatMap(path -> model.read().manifest().layer(path))
                .flatMap(layer -> Optional.ofNullable(model.read().contents().get(layer.digest())));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = file.get().open()) {
            return GoldenSample.parse(bytes.readAllBytes()).stream().findFirst();
        }
    }
}
