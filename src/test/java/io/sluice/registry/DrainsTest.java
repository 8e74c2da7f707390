package io.sluice.registry;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Alias;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import io.sluice.testing.FakePredictor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainsTest {
  private static final Alias PRODUCTION = ModelEntry.PRODUCTION;

  private final Queue<Runnable> closing = new ArrayDeque<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final ModelRegistry registry =
      new ModelRegistry(event -> {}, event -> {}, closing::add, TimeSource.SYSTEM);

  @Test
  void retire_whileLeased_drainsUntilTheLeaseIsGivenBack() {
    publish("rent", 1);
    Lease lease = registry.lease(id("rent", 1));

    registry.retire(id("rent", 1));

    assertThat(registry.draining())
        .singleElement()
        .satisfies(
            draining -> {
              assertThat(draining.id()).isEqualTo(id("rent", 1));
              assertThat(draining.leases()).isEqualTo(1);
            });
    assertThat(closing).isEmpty();
    lease.close();
    assertThat(registry.draining()).isEmpty();
    assertThat(closing).hasSize(1);
  }

  @Test
  void release_ofTheLastLease_leavesTheClosingToTheCloser() {
    publish("rent", 1);
    Lease lease = registry.lease(id("rent", 1));
    registry.retire(id("rent", 1));

    lease.close();

    assertThat(closed).hasValue(0);
    closing.remove().run();
    assertThat(closed).hasValue(1);
  }

  @Test
  void publish_withAliases_showsNoReaderOneWithoutTheOther() {
    publish("rent", 1);
    registry.alias(id("rent", 1).name(), Map.of(PRODUCTION, new ModelVersion(1)));
    RegistrySnapshot before = registry.snapshot();

    FakePredictor next = constant("rent", 2, 2);
    registry.publish(next.ready(), next, () -> {}, Map.of(PRODUCTION, new ModelVersion(2)));

    assertThat(before.model(id("rent", 1).name()).orElseThrow().live())
        .contains(new ModelVersion(1));
    assertThat(registry.model(id("rent", 1).name()).live()).contains(new ModelVersion(2));
  }

  @Test
  void forget_theLastVersion_forgetsTheModel() {
    publish("rent", 1);
    publish("rent", 2);

    registry.forget(id("rent", 1));

    assertThat(registry.model(id("rent", 1).name()).versions().keySet())
        .isEqualTo(java.util.Set.of(new ModelVersion(2)));
    assertThatThrownBy(() -> registry.lease(id("rent", 1)))
        .isInstanceOf(ServingException.class)
        .hasMessageContaining("no version 1");
    registry.forget(id("rent", 2));
    assertThat(registry.snapshot().models()).isEmpty();
    assertThat(List.copyOf(closing)).hasSize(2);
  }

  @Test
  void held_version_isShownAndDoesNotAnswer() {
    registry.record(VersionStatus.loading(id("rent", 1)).held("accuracy 0.9 is below 0.95"));

    assertThat(registry.model(id("rent", 1).name()).live()).isEmpty();
    assertThatThrownBy(() -> registry.lease(id("rent", 1))).hasMessageContaining("is HELD");
  }

  private void publish(String model, int version) {
    FakePredictor predictor = constant(model, version, version);
    registry.publish(predictor.ready(), predictor, closed::incrementAndGet);
  }
}
