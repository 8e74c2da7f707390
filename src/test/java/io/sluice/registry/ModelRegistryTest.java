package io.sluice.registry;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Deadline;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelSignature;
import io.sluice.model.OperationName;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.testing.FakePredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
  private final List<Object> events = new ArrayList<>();
  private final ModelRegistry registry = new ModelRegistry(events::add, events::add);
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void lease_publishedVersion_reachesItsPredictor() {
    FakePredictor predictor = publish("rent", 1);

    try (Lease lease = registry.lease(id("rent", 1))) {
      assertThat(lease.predictor()).isSameAs(predictor);
      assertThat(lease.id()).isEqualTo(id("rent", 1));
      assertThat(registry.snapshot().leases(id("rent", 1))).isEqualTo(1);
    }
    assertThat(registry.snapshot().leases(id("rent", 1))).isZero();
  }

  @Test
  void lease_unknownModelOrVersion_saysWhich() {
    publish("rent", 1);

    assertKind(id("price", 1), Kind.MODEL_NOT_FOUND, "there is no model 'price'");
    assertKind(id("rent", 2), Kind.VERSION_NOT_FOUND, "'rent' has no version 2");
  }

  @Test
  void lease_versionThatDoesNotServe_saysItsState() {
    registry.record(VersionStatus.loading(id("rent", 1)));
    registry.record(VersionStatus.loading(id("rent", 2)).failed("broken"));

    assertKind(id("rent", 1), Kind.VERSION_NOT_READY, "version 1 of 'rent' is LOADING");
    assertKind(id("rent", 2), Kind.VERSION_NOT_READY, "version 2 of 'rent' is FAILED");
  }

  @Test
  void retire_leasedVersion_closesItAfterTheLastLease() {
    publish("rent", 1);
    Lease first = registry.lease(id("rent", 1));
    Lease second = registry.lease(id("rent", 1));

    registry.retire(id("rent", 1));

    assertKind(id("rent", 1), Kind.VERSION_NOT_READY, "version 1 of 'rent' is RETIRED");
    first.close();
    first.close();
    assertThat(closed).hasValue(0);
    second.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void publish_sameVersionAgain_replacesAndClosesTheOld() {
    publish("rent", 1);
    FakePredictor second = publish("rent", 1);

    assertThat(closed).hasValue(1);
    try (Lease lease = registry.lease(id("rent", 1))) {
      assertThat(lease.predictor()).isSameAs(second);
    }
  }

  @Test
  void publishAndRetire_tellTheirObserversOnce() {
    publish("rent", 1);
    registry.retire(id("rent", 1));
    registry.retire(id("rent", 1));
    registry.retire(id("price", 1));

    assertThat(events)
        .containsExactly(new VersionPublished(id("rent", 1)), new VersionRetired(id("rent", 1)));
  }

  @Test
  void publish_observerThatFails_servesAllTheSame() {
    ModelRegistry told =
        new ModelRegistry(
            event -> {
              throw new IllegalStateException("observer");
            },
            event -> {
              throw new IllegalStateException("observer");
            });
    FakePredictor first = constant("rent", 1, 1);
    told.publish(first.ready(), first, closed::incrementAndGet);
    told.publish(first.ready(), first, closed::incrementAndGet);

    told.lease(id("rent", 1)).close();
    told.retire(id("rent", 1));

    assertThat(closed).hasValue(2);
  }

  @Test
  void publish_versionThatIsNotReady_isRefused() {
    assertThatThrownBy(
            () ->
                registry.publish(
                    VersionStatus.loading(id("rent", 1)), constant("rent", 1, 2), () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void byOperation_liveVersion_findsItsModel() {
    publish("rent", 1);

    assertThat(registry.snapshot().byOperation(new OperationName("predict_rent")))
        .contains(new ModelName("rent"));
    assertThat(registry.snapshot().byOperation(new OperationName("predict_price"))).isEmpty();
  }

  @Test
  void isBooted_onceSaid_staysSaid() {
    assertThat(registry.isBooted()).isFalse();

    registry.booted();
    publish("rent", 1);
    registry.retireAll();

    assertThat(registry.isBooted()).isTrue();
  }

  @Test
  void computing_idlePredictors_isEmpty() {
    publish("rent", 1);

    assertThat(registry.snapshot().computing()).isEmpty();
  }

  @Test
  void retireAll_everyVersion_isClosed() {
    publish("rent", 1);
    publish("rent", 2);
    publish("price", 1);

    registry.retireAll();

    assertThat(closed).hasValue(3);
  }

  @Test
  void lease_whileVersionsAreReplaced_neverReachesAClosedOne() throws Exception {
    AtomicBoolean open = publishWatched();
    AtomicBoolean running = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(threads.submit(leaseUntil(running)));
      }
      for (int i = 0; i < 2_000; i++) {
        open = publishWatched();
      }
      running.set(false);
      for (Future<Integer> reader : readers) {
        assertThat(seen(reader)).isPositive();
      }
      assertThat(open).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Integer> leaseUntil(AtomicBoolean running) {
    return () -> {
      int leases = 0;
      while (running.get() || leases == 0) {
        try (Lease lease = registry.lease(id("rent", 1))) {
          if (!((Watched) lease.predictor()).open.get()) {
            throw new IllegalStateException("leased a version that is closed");
          }
          leases++;
        }
      }
      return leases;
    };
  }

  private static int seen(Future<Integer> reader) throws InterruptedException, ExecutionException {
    return reader.get();
  }

  private AtomicBoolean publishWatched() {
    Watched watched = new Watched();
    registry.publish(constant("rent", 1, 1).ready(), watched, () -> watched.open.set(false));
    return watched.open;
  }

  private FakePredictor publish(String model, int version) {
    FakePredictor predictor = constant(model, version, 7);
    registry.publish(predictor.ready(), predictor, closed::incrementAndGet);
    return predictor;
  }

  private void assertKind(ModelId id, Kind kind, String message) {
    assertThatThrownBy(() -> registry.lease(id))
        .hasMessage(message)
        .asInstanceOf(InstanceOfAssertFactories.type(ServingException.class))
        .extracting(ServingException::kind)
        .isEqualTo(kind);
  }

  /** A predictor that knows whether its memory is gone. */
  private static final class Watched implements Predictor {
    private final AtomicBoolean open = new AtomicBoolean(true);

    @Override
    public ModelSignature signature() {
      return constant("rent", 1, 1).signature();
    }

    @Override
    public Prediction predict(InstanceSource source, Deadline deadline) {
      return constant("rent", 1, 1).predict(source);
    }
  }
}
