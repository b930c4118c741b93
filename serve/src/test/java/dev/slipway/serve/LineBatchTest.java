package dev.slipway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineBatchTest {

    private final Writes written = new Writes();

    @Test
    void linesThatCameTogetherAreOneWrite() {
        LineBatch batch = new LineBatch(written);
        say(batch, "one\n");
        say(batch, "two\n");
        batch.flush();
        assertThat(written.each).isEmpty();
        batch.drain();
        assertThat(written.each).containsExactly("one\ntwo\n");
    }

    @Test
    void aLineIsWrittenThoughNoOtherComes() throws InterruptedException {
        LineBatch batch = LineBatch.started(written);
        say(batch, "one\n");
        assertThat(written.each.poll(60, TimeUnit.SECONDS)).isEqualTo("one\n");
        say(batch, "two\n");
        assertThat(written.each.poll(60, TimeUnit.SECONDS)).isEqualTo("two\n");
    }

    @Test
    void whatIsMoreThanIsHeldIsWrittenAtOnceAndInOrder() {
        LineBatch batch = new LineBatch(written);
        String line = "x".repeat(1000) + "\n";
        for (int i = 0; i < 200; i++) {
            say(batch, i + line);
        }
        String huge = "y".repeat(200_000) + "\n";
        say(batch, huge);
        batch.drain();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            expected.append(i).append(line);
        }
        assertThat(String.join("", written.each)).isEqualTo(expected + huge);
    }

    @Test
    void noneOfManyThreadsLinesIsLostOrMixed() throws InterruptedException {
        LineBatch batch = LineBatch.started(written);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String line = Character.toString('a' + thread).repeat(700) + "\n";
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 500; i++) {
                    say(batch, line);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        batch.drain();
        assertThat(String.join("", written.each).lines())
                .hasSize(2000)
                .allMatch(
                        line -> line.length() == 700 && line.chars().distinct().count() == 1);
    }

    @Test
    void whereNobodyReadsLinesGoNowhereAndNobodyFails() {
        LineBatch batch = new LineBatch(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        say(batch, "one\n");
        batch.drain();
        batch.close();
        assertThat(written.each).isEmpty();
    }

    private static void say(LineBatch batch, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        batch.write(bytes, 0, bytes.length);
    }

    /** Keeps what each flush wrote. */
    private static final class Writes extends OutputStream {
        final BlockingQueue<String> each = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream open = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            open.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            open.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            if (open.size() > 0) {
                each.add(open.toString(StandardCharsets.UTF_8));
                open.reset();
            }
        }
    }
}
