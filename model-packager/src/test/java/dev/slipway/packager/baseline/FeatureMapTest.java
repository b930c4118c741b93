package dev.slipway.packager.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.core.model.Datatype;
import dev.slipway.core.model.Signature;
import dev.slipway.core.model.TensorSpec;
import dev.slipway.core.spec.ProblemsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureMapTest {

    private static final TensorSpec VECTOR = new TensorSpec("x", Datatype.FP32, List.of(-1L, 3L));
    private static final TensorSpec AGE = new TensorSpec("age", Datatype.INT64, List.of(-1L, 1L));
    private static final TensorSpec NAME = new TensorSpec("name", Datatype.BYTES, List.of(-1L));
    private static final TensorSpec LABEL = new TensorSpec("label", Datatype.INT64, List.of(-1L));
    private static final TensorSpec ANY = new TensorSpec("any", Datatype.FP32, List.of(-1L, -1L));

    private static List<String> mapped(List<String> columns, TensorSpec... inputs) {
        return FeatureMap.of("baseline.csv", columns, new Signature(List.of(inputs), List.of(LABEL))).stream()
                .map(feature -> feature.column() + "=" + feature.side().key() + " " + feature.tensor() + "["
                        + feature.position() + "]")
                .toList();
    }

    private static void refused(String message, List<String> columns, TensorSpec... inputs) {
        assertThatThrownBy(() -> mapped(columns, inputs))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void columnsOfTheirOwnNamesAreTheValuesOfTheOneInputInTheirOrder() {
        assertThat(mapped(List.of("a", "b", "c"), VECTOR))
                .containsExactly("a=input x[0]", "b=input x[1]", "c=input x[2]");
    }

    @Test
    void columnsNamedAfterTensorsAreThoseInAnyOrderAndNotAllNeedBeThere() {
        assertThat(mapped(List.of("name", "label", "age"), AGE, NAME, VECTOR))
                .containsExactly("name=input name[0]", "label=output label[0]", "age=input age[0]");
    }

    @Test
    void aPositionMayBeWritten() {
        assertThat(mapped(List.of("x[2]", "age", "any[17]"), VECTOR, AGE, ANY))
                .containsExactly("x[2]=input x[2]", "age=input age[0]", "any[17]=input any[17]");
    }

    @Test
    void whatIsLeftOverBelongsToTheOneInputThatIsLeftOver() {
        assertThat(mapped(List.of("age", "p", "q", "r"), VECTOR, AGE))
                .containsExactly("age=input age[0]", "p=input x[0]", "q=input x[1]", "r=input x[2]");
    }

    @Test
    void aColumnThatIsNoFeatureIsRefusedWithWhatWouldBeOne() {
        refused(
                "baseline.csv:1: 4 columns are no features: \"a\", \"b\", \"c\", \"target\"; expected 3 columns for x;"
                        + " remove what the model is not asked with",
                List.of("a", "b", "c", "target"),
                VECTOR);
        refused("1 column is no feature: \"agee\"; expected age, name", List.of("agee"), AGE, NAME);
        refused("expected any[0], any[1], ...", List.of("a"), ANY);
        refused("expected no further column", List.of("age", "b"), AGE);
    }

    @Test
    void aColumnThatComesTwiceOrLiesBeyondItsTensorIsRefused() {
        refused("the column \"age\" is there twice; name each column once", List.of("age", "age"), AGE);
        refused("the column \"age[0]\" is age[0], which another column is too", List.of("age", "age[0]"), AGE);
        refused("the column \"x[3]\" is beyond the tensor's values; expected x[0] to x[2]", List.of("x[3]"), VECTOR);
    }

    @Test
    void aRowIsWhatAShapeHasBehindItsFirstDimension() {
        assertThat(FeatureMap.width(new TensorSpec("image", Datatype.FP32, List.of(-1L, 3L, 4L, 5L))))
                .contains(60L);
        assertThat(FeatureMap.width(new TensorSpec("row", Datatype.FP32, List.of(7L))))
                .contains(7L);
        assertThat(FeatureMap.width(new TensorSpec("one", Datatype.FP32, List.of())))
                .contains(1L);
        assertThat(FeatureMap.width(LABEL)).contains(1L);
        assertThat(FeatureMap.width(ANY)).isEmpty();
    }
}
