package io.sluice.registry;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.metrics.VersionFigures;
import io.sluice.testing.FakePredictor;
import org.junit.jupiter.api.Test;

class RegistryFiguresTest {
  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  private final RegistryFigures figures = new RegistryFigures(registry);

  @Test
  void versions_leasedAndFailed_tellsBoth() {
    FakePredictor rent = constant("rent", 1, 2);
    registry.publish(rent.ready(), rent, () -> {});
    registry.record(VersionStatus.loading(id("rent", 2)).failed("broken"));

    try (Lease lease = registry.lease(id("rent", 1))) {
      assertThat(figures.versions())
          .containsExactly(
              new VersionFigures(id("rent", 2), "failed", false, null, "", 0),
              new VersionFigures(
                  lease.id(), "ready", true, rent.ready().digest(), "deeplearning4j", 1));
    }
  }

  @Test
  void states_always_areAllThereAre() {
    assertThat(figures.states()).containsExactly("loading", "ready", "failed", "retired", "held");
  }
}
