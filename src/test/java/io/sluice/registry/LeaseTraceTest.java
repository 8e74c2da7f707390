package io.sluice.registry;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelId;
import io.sluice.testing.FakePredictor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LeaseTraceTest {
  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});

  LeaseTraceTest() {
    for (int version = 1; version <= 2; version++) {
      FakePredictor rent = constant("rent", version, 2);
      registry.publish(rent.ready(), rent, () -> {});
    }
  }

  @Test
  void last_leasesOfThisThread_isTheLast() {
    try (LeaseTrace trace = LeaseTrace.begin()) {
      assertThat(trace.last()).isEmpty();
      lease(1);
      lease(2);
      assertThat(trace.last()).contains(id("rent", 2));
    }
  }

  @Test
  void last_leasesOfAnotherThread_areNone() {
    try (LeaseTrace trace = LeaseTrace.begin()) {
      CompletableFuture.runAsync(() -> lease(1)).join();
      assertThat(trace.last()).isEmpty();
    }
  }

  @Test
  void last_leasesAfterTheEnd_areNotSeen() {
    LeaseTrace trace = LeaseTrace.begin();
    trace.close();

    lease(1);

    assertThat(trace.last()).isEqualTo(Optional.<ModelId>empty());
  }

  private void lease(int version) {
    registry.lease(id("rent", version)).close();
  }
}
