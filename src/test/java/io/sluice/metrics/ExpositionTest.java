package io.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpositionTest {

  @Test
  void sample_labelWithQuotesAndLines_isEscaped() {
    String text =
        new Exposition(null)
            .family("sluice_test", "gauge", "For a test.")
            .sample(1, "engine", "a\\b\"c\nd")
            .toString();

    assertThat(text)
        .isEqualTo(
            """
            # HELP sluice_test For a test.
            # TYPE sluice_test gauge
            sluice_test{engine="a\\\\b\\"c\\nd"} 1
            """);
    assertThat(Scrape.read(text).families()).containsExactly("sluice_test");
  }
}
