package dev.slipway.functions.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorMemoryTest {

    private final TensorMemory memory = TensorMemory.recycled(1 << 16);

    @Test
    void theNextCallGetsWhatTheLastGaveBack() {
        long first = address(100);
        long second = address(200);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void aCallOfSeveralTensorsTakesNothingNewFromTheSystemOnceThereWereAFewLikeIt() {
        for (int i = 0; i < 3; i++) {
            addresses(10_000, 30_000, 500);
        }

        assertThat(addresses(10_000, 30_000, 500)).isEqualTo(addresses(10_000, 30_000, 500));
    }

    @Test
    void callsThatTakeTurnsWithOtherSizesUseTheSameMemory() {
        addresses(1000);
        addresses(20_000);

        assertThat(addresses(1000)).isEqualTo(addresses(20_000));
    }

    private long[] addresses(int... bytes) {
        try (TensorMemory.Lease lease = memory.lease()) {
            return IntStream.of(bytes)
                    .mapToLong(
                            each -> MemorySegment.ofBuffer(lease.allocate(each)).address())
                    .toArray();
        }
    }

    @Test
    void callsAtTheSameTimeShareNothing() {
        address(64);
        try (TensorMemory.Lease one = memory.lease();
                TensorMemory.Lease other = memory.lease()) {
            ByteBuffer mine = one.allocate(64);
            ByteBuffer theirs = other.allocate(64);

            mine.put(0, new byte[] {1, 2, 3});
            theirs.put(0, new byte[] {4, 5, 6});

            assertThat(mine.get(0)).isEqualTo((byte) 1);
        }
    }

    @Test
    void tensorsOfOneCallDoNotOverlapHoweverManyAndHoweverLong() {
        try (TensorMemory.Lease lease = memory.lease()) {
            ByteBuffer[] tensors = new ByteBuffer[40];
            for (int i = 0; i < tensors.length; i++) {
                tensors[i] = lease.allocate(1 + i * 500);
                assertThat(tensors[i].order()).isEqualTo(ByteOrder.nativeOrder());
                assertThat(tensors[i].isDirect()).isTrue();
                assertThat(tensors[i].limit()).isEqualTo(1 + i * 500);
                for (int at = 0; at < tensors[i].limit(); at++) {
                    tensors[i].put(at, (byte) i);
                }
            }
            for (int i = 0; i < tensors.length; i++) {
                for (int at = 0; at < tensors[i].limit(); at++) {
                    assertThat(tensors[i].get(at)).isEqualTo((byte) i);
                }
            }
        }
    }

    @Test
    void whatIsLongerThanIsKeptIsNotKept() {
        try (TensorMemory.Lease lease = memory.lease()) {
            assertThat(lease.allocate((1 << 16) + 1).capacity()).isEqualTo((1 << 16) + 1);
        }
        try (TensorMemory.Lease lease = memory.lease()) {
            assertThat(lease.allocate(8).limit()).isEqualTo(8);
        }
    }

    private long address(int bytes) {
        try (TensorMemory.Lease lease = memory.lease()) {
            return MemorySegment.ofBuffer(lease.allocate(bytes)).address();
        }
    }

    @Test
    void whatIsTooLongToBeKeptGoesBackToTheSystemWithItsCall() {
        ByteBuffer large;
        try (TensorMemory.Lease lease = memory.lease()) {
            large = lease.allocate(1 << 20);
            large.put(0, (byte) 1);
        }

        assertThatThrownBy(() -> large.put(0, (byte) 1)).isInstanceOf(IllegalStateException.class);
    }
}
