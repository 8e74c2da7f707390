package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final Scaling.Standardize STANDARDIZE =
      new Scaling.Standardize(List.of(10.0, -1.0), List.of(2.0, 0.5));
  private static final Scaling.MinMax MIN_MAX =
      new Scaling.MinMax(List.of(10.0, -1.0), List.of(20.0, 3.0), -1, 1);
  private static final Scaling.Image IMAGE = new Scaling.Image(0, 2, 255);

  @Test
  void normalize_standardize_takesMeanAndDeviationOfItsColumn() {
    assertThat(STANDARDIZE.normalize(14, 0)).isEqualTo(2);
    assertThat(STANDARDIZE.normalize(-2, 1)).isEqualTo(-2);
    assertThat(STANDARDIZE.columns()).isEqualTo(2);
  }

  @Test
  void normalize_minMax_mapsToTheTarget() {
    assertThat(MIN_MAX.normalize(10, 0)).isEqualTo(-1);
    assertThat(MIN_MAX.normalize(20, 0)).isEqualTo(1);
    assertThat(MIN_MAX.normalize(1, 1)).isEqualTo(0);
    assertThat(MIN_MAX.columns()).isEqualTo(2);
  }

  @Test
  void normalize_image_treatsAllColumnsAlike() {
    assertThat(IMAGE.normalize(255, 0)).isEqualTo(2);
    assertThat(IMAGE.normalize(0, 99)).isEqualTo(0);
    assertThat(IMAGE.columns()).isEqualTo(-1);
  }

  @Property
  void denormalize_undoesNormalize(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    for (Scaling scaling : List.of(STANDARDIZE, MIN_MAX, IMAGE, new Scaling.None())) {
      assertThat(scaling.denormalize(scaling.normalize(value, 1), 1))
          .isCloseTo(value, within(1e-6));
    }
  }

  @Test
  void constructor_spreadOfNought_isRaisedAsDl4jDoes() {
    double least = Scaling.LEAST_SPREAD;

    assertThat(new Scaling.Standardize(List.of(1.0), List.of(0.0)).std()).containsExactly(least);
    Scaling.MinMax flat = new Scaling.MinMax(List.of(1.0), List.of(1.0), 3, 3);
    assertThat(flat.max()).containsExactly(1 + least);
    assertThat(flat.targetMax()).isEqualTo(3 + least);
  }

  @Test
  void constructor_figuresThatDoNotGoTogether_areRefused() {
    assertRefused(() -> new Scaling.Standardize(List.of(), List.of()));
    assertRefused(() -> new Scaling.Standardize(List.of(1.0), List.of(1.0, 2.0)));
    assertRefused(() -> new Scaling.Standardize(List.of(1.0), List.of(-1.0)));
    assertRefused(() -> new Scaling.MinMax(List.of(1.0), List.of(0.0), 0, 1));
    assertRefused(() -> new Scaling.MinMax(List.of(1.0), List.of(), 0, 1));
    assertRefused(() -> new Scaling.Image(0, 1, 0));
    assertRefused(() -> new Scaling.Image(0, 1, Double.NaN));
    assertRefused(() -> new Scaling.Image(1, 1, 255));
  }

  @Test
  void input_beyondTheNormalizersInputs_isLeftAsItIs() {
    NormalizerData normalizer =
        new NormalizerData(
            NormalizerData.Kind.STANDARDIZE, List.of(STANDARDIZE), List.of(STANDARDIZE));

    assertThat(normalizer.input(0)).isEqualTo(STANDARDIZE);
    assertThat(normalizer.input(1)).isEqualTo(new Scaling.None());
    assertThat(normalizer.label(0)).isEqualTo(STANDARDIZE);
    assertThat(normalizer.label(1).normalize(7, 3)).isEqualTo(7);
    assertThat(normalizer.label(1).denormalize(7, 3)).isEqualTo(7);
    assertThat(normalizer.label(1).columns()).isEqualTo(-1);
    assertThat(normalizer.fitLabel()).isTrue();
  }

  private static void assertRefused(Runnable construction) {
    assertThatThrownBy(construction::run).isInstanceOf(IllegalArgumentException.class);
  }
}
