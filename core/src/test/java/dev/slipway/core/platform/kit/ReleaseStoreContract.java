package dev.slipway.core.platform.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.core.platform.Keys;
import dev.slipway.core.platform.PlatformException;
import dev.slipway.core.platform.ReleaseStore;
import dev.slipway.core.platform.ReleaseStore.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ReleaseStore} does. */
public abstract class ReleaseStoreContract {

    private static final byte[] ONE = "{\"step\":1}".getBytes(UTF_8);
    private static final byte[] TWO = "{\"step\":2}".getBytes(UTF_8);
    private static final byte[] THREE = "{\"step\":3}".getBytes(UTF_8);

    /** The store under test: empty when a test begins, and the same one whenever a test asks again. */
    protected abstract ReleaseStore store() throws Exception;

    /** The same stored state through an adapter of its own, as another process would see it. */
    protected abstract ReleaseStore anotherHandle() throws Exception;

    /** Why what stands behind the adapter cannot decide a race: an emulator's fault. Empty for all others. */
    protected Optional<String> unfitForRaces() {
        return Optional.empty();
    }

    /** How many writers race, and how often each must win. Fewer where each write is a call over a network. */
    protected int racers() {
        return 4;
    }

    /** How often each racer must win. */
    protected int wins() {
        return 25;
    }

    @Test
    void anEmptyStoreHasNothing() throws Exception {
        assertThat(store().read("digits/state.json")).isEmpty();
        assertThat(store().keys("")).isEmpty();
        assertThat(store().keys("digits/")).isEmpty();
    }

    @Test
    void aDocumentIsReadBackAsItWasCreated() throws Exception {
        String tag = store().create("digits/state.json", ONE);

        Document found = anotherHandle().read("digits/state.json").orElseThrow();
        assertThat(found.content()).isEqualTo(ONE);
        assertThat(found.tag()).isEqualTo(tag);
    }

    @Test
    void anEmptyDocumentIsADocumentToo() throws Exception {
        store().create("digits/empty", new byte[0]);

        assertThat(anotherHandle().read("digits/empty").orElseThrow().content()).isEmpty();
    }

    @Test
    void aDocumentIsCreatedOnce() throws Exception {
        store().create("digits/events/000000001.json", ONE);

        assertThatThrownBy(() -> anotherHandle().create("digits/events/000000001.json", TWO))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThat(store().read("digits/events/000000001.json").orElseThrow().content())
                .isEqualTo(ONE);
    }

    @Test
    void aDocumentThatWasReadIsReplaced() throws Exception {
        String first = store().create("digits/state.json", ONE);
        String second = anotherHandle().replace("digits/state.json", first, TWO);
        String third = store().replace("digits/state.json", second, THREE);

        Document found = anotherHandle().read("digits/state.json").orElseThrow();
        assertThat(found.content()).isEqualTo(THREE);
        assertThat(found.tag()).isEqualTo(third);
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    void aDocumentThatChangedSinceItWasReadIsNotReplaced() throws Exception {
        String first = store().create("digits/state.json", ONE);
        anotherHandle().replace("digits/state.json", first, TWO);

        assertThatThrownBy(() -> store().replace("digits/state.json", first, THREE))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThat(store().read("digits/state.json").orElseThrow().content()).isEqualTo(TWO);
    }

    @Test
    void aDocumentThatIsNotThereIsNotReplaced() throws Exception {
        String tag = store().create("digits/state.json", ONE);

        assertThatThrownBy(() -> store().replace("iris/state.json", tag, ONE))
                .isInstanceOf(PlatformException.Conflict.class);
        assertThat(store().read("iris/state.json")).isEmpty();
    }

    @Test
    void whatACallerDoesToItsBytesChangesNothing() throws Exception {
        byte[] bytes = ONE.clone();
        store().create("digits/state.json", bytes);
        bytes[0] = 'x';
        store().read("digits/state.json").orElseThrow().content()[1] = 'x';

        assertThat(store().read("digits/state.json").orElseThrow().content()).isEqualTo(ONE);
    }

    @Test
    void keysAreListedSortedByTheirBeginning() throws Exception {
        for (String key : List.of(
                "digits/events/000000002.json",
                "digits/state.json",
                "iris/state.json",
                "digits/events/000000001.json")) {
            store().create(key, ONE);
        }

        assertThat(anotherHandle().keys("digits/events/"))
                .containsExactly("digits/events/000000001.json", "digits/events/000000002.json");
        assertThat(anotherHandle().keys("dig"))
                .containsExactly("digits/events/000000001.json", "digits/events/000000002.json", "digits/state.json");
        assertThat(anotherHandle().keys("")).hasSize(4).isSorted();
        assertThat(anotherHandle().keys("wine/")).isEmpty();
    }

    @Test
    void manyKeysAreAllListed() throws Exception {
        List<String> created = new ArrayList<>();
        for (int i = 1; i <= manyKeys(); i++) {
            String key = String.format("digits/events/%09d.json", i);
            store().create(key, ONE);
            created.add(key);
        }

        assertThat(store().keys("digits/events/")).isEqualTo(created);
    }

    /** How many keys are many: more than one page, where a platform lists in pages. */
    protected int manyKeys() {
        return 50;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "digits/",
                "/digits",
                "digits//state",
                "../state",
                "digits/..",
                ".",
                "Digits",
                "a b",
                "a\\b"
            })
    void whatIsNoKeyIsRefused(String key) throws Exception {
        assertThatThrownBy(() -> store().create(key, ONE)).isInstanceOf(PlatformException.Refused.class);
        assertThatThrownBy(() -> store().read(key)).isInstanceOf(PlatformException.Refused.class);
        assertThat(store().keys("")).isEmpty();
    }

    @Test
    void aDocumentThatIsTooLargeIsRefused() throws Exception {
        assertThatThrownBy(() -> store().create("digits/large", new byte[Keys.LARGEST_DOCUMENT + 1]))
                .isInstanceOf(PlatformException.Refused.class);
        store().create("digits/large", new byte[Keys.LARGEST_DOCUMENT]);

        assertThat(store().read("digits/large").orElseThrow().content()).hasSize(Keys.LARGEST_DOCUMENT);
    }

    @Test
    void ofManyWhoCreateTheSameDocumentExactlyOneWins() throws Exception {
        List<Boolean> won = race(number -> {
            try {
                anotherHandle().create("digits/state.json", new byte[] {(byte) number});
                return true;
            } catch (PlatformException.Conflict e) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        int winner = won.indexOf(true);
        assertThat(store().read("digits/state.json").orElseThrow().content()).containsExactly(winner);
    }

    @Test
    void noneOfManyReplacementsIsLost() throws Exception {
        store().create("digits/count", count(0));

        race(number -> {
            ReleaseStore mine = anotherHandle();
            for (int won = 0; won < wins(); ) {
                Document read = mine.read("digits/count").orElseThrow();
                try {
                    mine.replace("digits/count", read.tag(), count(count(read.content()) + 1));
                    won++;
                } catch (PlatformException.Conflict e) {
                    // Another was faster.
                }
            }
            return true;
        });

        assertThat(count(store().read("digits/count").orElseThrow().content())).isEqualTo(racers() * wins());
    }

    private interface Racer {
        boolean run(int number) throws Exception;
    }

    private List<Boolean> race(Racer racer) throws Exception {
        assumeTrue(unfitForRaces().isEmpty(), () -> unfitForRaces().orElse(""));
        try (ExecutorService threads = Executors.newFixedThreadPool(racers())) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < racers(); i++) {
                int number = i;
                all.add(() -> racer.run(number));
            }
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> done : threads.invokeAll(all)) {
                results.add(done.get());
            }
            return results;
        }
    }

    private static byte[] count(int value) {
        return Integer.toString(value).getBytes(UTF_8);
    }

    private static int count(byte[] content) {
        return Integer.parseInt(new String(content, UTF_8));
    }
}
