package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.benchmark.BenchOptions.Phase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchOptionsTest {

  @Test
  void parse_nothing_measuresAll() {
    BenchOptions options = BenchOptions.parse();

    assertThat(options.subjects()).containsExactly(Subject.values());
    assertThat(options.phases()).containsExactlyInAnyOrder(Phase.values());
    assertThat(options.connections()).containsExactly(1, 16, 64);
    assertThat(options.overloadSeconds()).isEqualTo(60);
    assertThat(options.strict()).isFalse();
  }

  @Test
  void parse_choices_measuresThem() {
    BenchOptions options =
        BenchOptions.parse(
            "--only",
            "mlp",
            "--phases",
            "load,half",
            "--connections",
            "16",
            "--seconds",
            "3",
            "--out",
            "there",
            "--strict");

    assertThat(options.subjects()).containsExactly(Subject.MLP);
    assertThat(options.phases()).containsExactlyInAnyOrder(Phase.LOAD, Phase.HALF);
    assertThat(options.connections()).containsExactly(16);
    assertThat(options.seconds()).isEqualTo(3);
    assertThat(options.out()).isEqualTo(Path.of("there"));
    assertThat(options.strict()).isTrue();
  }

  @Test
  void parse_optionAfterQuick_winsOverIt() {
    BenchOptions options = BenchOptions.parse("--quick", "--only", "iris");

    assertThat(options.subjects()).containsExactly(Subject.IRIS);
    assertThat(options.seconds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--fast", "--seconds", "--seconds=3", "--only nothing", "--seconds 0"})
  void parse_nonsense_isRefused(String arguments) {
    assertThatThrownBy(() -> BenchOptions.parse(arguments.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
