package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class ConnectionThreadsTest {

    private final BlockingQueue<Thread> serving = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void theFirstHaveAThreadOfTheSystemAndTheOthersTheirOwn() throws InterruptedException {
        ConnectionThreads threads = new ConnectionThreads(1);
        Thread first = connect(threads);
        Thread byFirst = serving.take();
        Thread second = connect(threads);
        Thread bySecond = serving.take();

        assertThat(byFirst.isVirtual()).isFalse();
        assertThat(bySecond).isSameAs(second);
        end.countDown();
        first.join();
        second.join();
    }

    @Test
    void whatAConnectionThrowsIsThrown() {
        ConnectionThreads threads = new ConnectionThreads(1);
        IllegalStateException thrown = new IllegalStateException("broken");

        assertThatThrownBy(() -> threads.serve(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThatThrownBy(() -> threads.serve(() -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> threads.serve(() -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void whoeverInterruptsTheOneInterruptsTheOther() throws InterruptedException {
        ConnectionThreads threads = new ConnectionThreads(1);
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                threads.serve(() -> {
                    serving.add(Thread.currentThread());
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        ended.add("connection");
                    }
                    return "";
                });
            } catch (InterruptedException e) {
                ended.add("caller");
            }
        });
        serving.take();
        caller.interrupt();

        assertThat(new String[] {ended.take(), ended.take()}).containsExactlyInAnyOrder("connection", "caller");
    }

    private Thread connect(ConnectionThreads threads) {
        return Thread.ofVirtual().start(() -> {
            try {
                threads.serve(() -> {
                    serving.add(Thread.currentThread());
                    end.await();
                    return "";
                });
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
