package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class OneLineTest {

  @Property
  void of_anyText_isOneLineThatUtf8Keeps(
      @ForAll String text, @ForAll @IntRange(min = 0, max = 40) int longest) {
    String line = OneLine.of(text, longest);

    assertThat(line).hasSizeLessThanOrEqualTo(longest);
    assertThat(line.lines().count()).isLessThanOrEqualTo(1);
    assertThat(line.codePoints().anyMatch(Character::isISOControl)).isFalse();
    assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(line);
  }
}
