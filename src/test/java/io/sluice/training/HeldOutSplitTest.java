package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** The split loses no row, mixes none, and keeps the strata in proportion. */
final class HeldOutSplitTest {

  @Property(tries = 200)
  void stratified_anyStrata_holdsOutTheSameShareOfEach(
      @ForAll @Size(max = 60) List<@CharRange(from = 'a', to = 'c') @StringLength(1) String> strata,
      @ForAll @DoubleRange(max = 1) double heldOut,
      @ForAll long seed) {
    HeldOutSplit split = HeldOutSplit.stratified(strata, heldOut, seed);

    assertThat(Stream.concat(split.train().stream(), split.test().stream()))
        .doesNotHaveDuplicates()
        .hasSameSizeAs(strata);
    for (String stratum : strata) {
      List<String> test = split.test().stream().map(strata::get).toList();
      assertThat(Collections.frequency(test, stratum))
          .isEqualTo((int) Math.round(Collections.frequency(strata, stratum) * heldOut));
    }
  }

  @Property(tries = 50)
  void stratified_sameSeed_givesTheSameSplit(@ForAll long seed) {
    List<String> strata = Collections.nCopies(40, "a");

    assertThat(HeldOutSplit.stratified(strata, 0.5, seed))
        .isEqualTo(HeldOutSplit.stratified(strata, 0.5, seed))
        .isNotEqualTo(HeldOutSplit.stratified(strata, 0.5, seed + 1));
  }
}
