package io.sluice.evaluation.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class UnitMeanTest {

  @Test
  void variance_oneValueAUnit_isTheUsualOneOfAMean() {
    UnitMean mean = new UnitMean(100);
    for (double value : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
      mean.add(value);
    }
    // Sum of squares about 5 is 32; 32 / 7 / 8.
    assertThat(mean.mean()).isEqualTo(5);
    assertThat(mean.variance()).isCloseTo(32.0 / 7 / 8, within(1e-15));
  }

  @Test
  void variance_valuesOfAUnitAgree_isThatOfTheUnits() {
    UnitMean each = new UnitMean(100);
    UnitMean tenfold = new UnitMean(100);
    for (int unit = 0; unit < 50; unit++) {
      each.add(unit % 2);
      for (int i = 0; i < 10; i++) {
        tenfold.add(unit, unit % 2);
      }
    }
    assertThat(tenfold.values()).isEqualTo(500);
    assertThat(tenfold.units()).isEqualTo(50);
    // Ten times the same says no more than once.
    assertThat(tenfold.variance()).isCloseTo(each.variance(), within(1e-12));
  }

  @Property(tries = 200)
  void variance_anyUnits_isTheDefinition(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 7) Integer> units,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double shift) {
    UnitMean mean = new UnitMean(100);
    Map<Integer, double[]> sums = new HashMap<>();
    double total = 0;
    for (int i = 0; i < units.size(); i++) {
      double value = shift + Math.sin(i);
      total += value;
      mean.add((long) units.get(i), value);
      double[] sum = sums.computeIfAbsent(units.get(i), unit -> new double[2]);
      sum[0]++;
      sum[1] += value;
    }
    double m = total / units.size();
    double spread = sums.values().stream().mapToDouble(u -> Math.pow(u[1] - m * u[0], 2)).sum();
    double correction = sums.size() < 2 ? 0 : sums.size() / (sums.size() - 1.0);
    double expected = correction * spread / ((double) units.size() * units.size());

    assertThat(mean.mean()).isCloseTo(m, within(1e-9 * (1 + Math.abs(shift))));
    assertThat(mean.variance()).isCloseTo(expected, within(1e-8));
  }

  @Test
  void add_moreUnitsThanAreTold_takesEachValueAsItsOwn() {
    UnitMean mean = new UnitMean(1);
    mean.add(1, 0);
    mean.add(2, 1);
    mean.add(2, 1);

    assertThat(mean.units()).isEqualTo(3);
  }
}
