package dev.slipway.functions.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void elementsAreTheProductOfTheDimensions() {
        assertThat(Shape.of().elements()).isEqualTo(1);
        assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
        assertThat(Shape.of(Long.MAX_VALUE, 0, 9).elements()).isZero();
    }

    @Test
    void moreElementsThanCanBeCountedAreRefused() {
        assertThatThrownBy(() -> Shape.of(1L << 32, 1L << 31))
                .hasMessageContaining("more elements than 64 bits can count");
        assertThatThrownBy(() -> Shape.of(2, -1)).hasMessageContaining("negative dimension");
        assertThatThrownBy(() -> Shape.of(new long[33])).hasMessage("shape with 33 dimensions; expected at most 32");
    }

    @Test
    void aPositionIsTheRowMajorPlace() {
        Shape shape = Shape.of(2, 3, 4);

        assertThat(shape.position(0)).isEqualTo("[0,0,0]");
        assertThat(shape.position(23)).isEqualTo("[1,2,3]");
        assertThat(shape.position(13)).isEqualTo("[1,0,1]");
        assertThat(Shape.of().position(0)).isEqualTo("[]");
    }

    @Test
    void aShapeFitsWhereEveryDimensionIsWantedOrAnyWillDo() {
        assertThat(Shape.of(7, 64).fits(List.of(-1L, 64L))).isTrue();
        assertThat(Shape.of(7, 63).fits(List.of(-1L, 64L))).isFalse();
        assertThat(Shape.of(64).fits(List.of(-1L, 64L))).isFalse();
    }

    @Test
    void aChangedArrayChangesNothing() {
        long[] dimensions = {1, 2};
        Shape shape = Shape.of(dimensions);
        dimensions[0] = 9;
        shape.toArray()[1] = 9;

        assertThat(shape)
                .isEqualTo(Shape.of(1, 2))
                .hasSameHashCodeAs(Shape.of(1, 2))
                .hasToString("[1,2]");
    }
}
