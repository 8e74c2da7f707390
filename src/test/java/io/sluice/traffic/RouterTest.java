package io.sluice.traffic;

import static io.sluice.testing.FakePredictor.constant;
import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Alias;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Target;
import io.sluice.registry.Lease;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.testing.FakePredictor;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final ModelName RENT = new ModelName("rent");

  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  private final Router router = new Router(registry, new Experiments());

  @BeforeEach
  void twoVersions() {
    for (int version = 1; version <= 2; version++) {
      FakePredictor predictor = constant("rent", version, version);
      registry.publish(predictor.ready(), predictor, () -> {});
    }
  }

  @Test
  void lease_model_takesTheHighestReadyVersion() {
    registry.record(VersionStatus.loading(id("rent", 3)).failed("broken"));

    assertThat(chosen(new Target.Live(RENT))).isEqualTo(2);
  }

  @Test
  void lease_modelWithProductionAlias_takesThePinnedVersion() {
    pin(ModelEntry.PRODUCTION, 1);

    assertThat(chosen(new Target.Live(RENT))).isEqualTo(1);
    assertThat(chosen(new Target.Operation(new OperationName("predict_rent")))).isEqualTo(1);
  }

  @Test
  void lease_productionVersionThatIsNotReady_isUnavailable() {
    pin(ModelEntry.PRODUCTION, 3);

    assertKind(new Target.Live(RENT), Kind.VERSION_NOT_READY);
  }

  @Test
  void lease_versionAndAlias_takeJustThose() {
    pin(new Alias("stable"), 1);

    assertThat(chosen(new Target.Pinned(id("rent", 2)))).isEqualTo(2);
    assertThat(chosen(new Target.Aliased(RENT, new Alias("stable")))).isEqualTo(1);
  }

  @Test
  void lease_unknownOperationWhileModelsLoad_isUnavailable() {
    assertKind(new Target.Operation(new OperationName("predict_price")), Kind.VERSION_NOT_READY);
  }

  @Test
  void lease_unknownTarget_saysWhatIsUnknown() {
    registry.booted();

    assertKind(new Target.Live(new ModelName("price")), Kind.MODEL_NOT_FOUND);
    assertKind(new Target.Pinned(id("rent", 9)), Kind.VERSION_NOT_FOUND);
    assertKind(new Target.Aliased(RENT, new Alias("none")), Kind.ALIAS_NOT_FOUND);
    assertKind(new Target.Operation(new OperationName("predict_price")), Kind.OPERATION_NOT_FOUND);
  }

  private void pin(Alias alias, int version) {
    registry.alias(RENT, Map.of(alias, new ModelVersion(version)));
  }

  private int chosen(Target target) {
    try (Lease lease = router.lease(target, Caller.SYSTEM)) {
      return lease.id().version().number();
    }
  }

  private void assertKind(Target target, Kind kind) {
    assertThatThrownBy(() -> router.lease(target, Caller.SYSTEM))
        .asInstanceOf(InstanceOfAssertFactories.type(ServingException.class))
        .extracting(ServingException::kind)
        .isEqualTo(kind);
  }
}
