package io.sluice.traffic;

import static io.sluice.testing.FakePredictor.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.model.Caller;
import io.sluice.model.InstanceSource;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.PlainInstances;
import io.sluice.model.RequestHeaders;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.model.Target;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.FakePredictor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExperimentRoutesTest {
  private static final ModelName RENT = new ModelName("rent");
  private static final Target LIVE = new Target.Live(RENT);
  private static final InstanceSource ONE = rowOf(1);

  private final ModelRegistry registry = new ModelRegistry(event -> {}, event -> {});
  private final Experiments experiments = new Experiments();
  private final Router router = new Router(registry, experiments);

  @BeforeEach
  void twoVersions() {
    for (int version = 1; version <= 2; version++) {
      FakePredictor predictor = constant("rent", version, version);
      registry.publish(predictor.ready(), predictor, () -> {});
    }
  }

  @Test
  void route_keyInHeader_staysWithItsArmWhateverElseRestarts() {
    run(new AssignmentRule.ByHeader("X-User"), 5_000, false);
    Map<String, String> first = new HashMap<>();
    for (int user = 0; user < 200; user++) {
      first.put("u" + user, arm(LIVE, header("X-User", "u" + user)));
    }
    assertThat(Set.copyOf(first.values())).containsExactlyInAnyOrder("control", "challenger");

    experiments.end(RENT);
    run(new AssignmentRule.ByHeader("X-User"), 5_000, false);

    first.forEach((user, arm) -> assertThat(arm(LIVE, header("X-User", user))).isEqualTo(arm));
  }

  @Test
  void route_hundredThousandKeys_keepTheWeights() {
    for (int weight : new int[] {50, 2_500, 5_000, 9_900}) {
      run(new AssignmentRule.ByHeader("X-User"), weight, false);
      int challenger = 0;
      for (int user = 0; user < 100_000; user++) {
        challenger += arm(LIVE, header("X-User", "u" + user)).equals("challenger") ? 1 : 0;
      }
      System.out.printf(
          "weights: asked %.2f %%, got %.3f %% of 100,000%n", weight / 100.0, challenger / 1e3);
      assertThat(challenger / 1e5).isCloseTo(weight / 1e4, within(0.005));
    }
  }

  @Test
  void route_otherSalt_splitsOtherwise() {
    assertThat(KeyHash.of("a", "u1")).isNotEqualTo(KeyHash.of("b", "u1"));
    // Salt and key are told apart: neither can eat into the other.
    assertThat(KeyHash.of("a", "bc")).isNotEqualTo(KeyHash.of("ab", "c"));
  }

  @Test
  void route_field_isReadOnceAndDecides() {
    run(new AssignmentRule.ByField("x"), 5_000, false);
    Set<String> arms = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      double x = i / 4.0;
      InstanceSource row = rowOf(x);
      try (Route route = router.route(LIVE, Caller.SYSTEM, RequestHeaders.NONE, row)) {
        arms.add(route.arm());
        assertThat(route.source().read(route.predictor().signature()).inputs().get(0).at(0))
            .isEqualTo((float) x);
        try (Route again = router.route(LIVE, Caller.SYSTEM, RequestHeaders.NONE, rowOf(x))) {
          assertThat(again.arm()).isEqualTo(route.arm());
        }
      }
    }
    assertThat(arms).containsExactlyInAnyOrder("control", "challenger");
  }

  @Test
  void route_caller_isTheKey() {
    run(new AssignmentRule.ByCaller(), 5_000, false);
    Caller key = new Caller("key:a", EnumSet.of(Role.PREDICT), Set.of());
    String arm = arm(LIVE, key);
    for (int i = 0; i < 20; i++) {
      assertThat(arm(LIVE, key)).isEqualTo(arm);
    }
  }

  @Test
  void route_versionOrTester_takesNoPartInTheFigures() {
    RunningExperiment running = run(new AssignmentRule.AtRandom(), 0, true);

    Target pinned = new Target.Pinned(new ModelId(RENT, new ModelVersion(2)));
    assertThat(arm(pinned, RequestHeaders.NONE)).isNull();
    assertThat(arm(LIVE, header("X-Sluice-Arm", "challenger"))).isEqualTo("challenger");
    assertThat(running.counts("challenger").requests()).isZero();
    assertThatThrownBy(() -> arm(LIVE, header("X-Sluice-Arm", "nobody")))
        .isInstanceOf(ServingException.class)
        .hasMessageContaining("[control, challenger]");
  }

  @Test
  void route_armThatIsNotReady_fallsBackUncounted() {
    RunningExperiment running = run(new AssignmentRule.AtRandom(), 10_000, false);
    registry.retire(new ModelId(RENT, new ModelVersion(2)));

    assertThat(arm(LIVE, RequestHeaders.NONE)).isEqualTo("control");
    assertThat(running.counts("challenger").fallbacks()).isEqualTo(1);
    assertThat(running.counts("control").requests()).isZero();
  }

  private RunningExperiment run(AssignmentRule rule, int challenger, boolean override) {
    RunningExperiment running =
        new RunningExperiment(
            new Experiment(
                1,
                RENT,
                List.of(
                    new Arm("control", new ModelVersion(1), Arm.WHOLE - challenger, false),
                    new Arm("challenger", new ModelVersion(2), challenger, false)),
                "control",
                rule,
                "salt",
                override));
    experiments.run(running);
    return running;
  }

  private String arm(Target target, RequestHeaders headers) {
    return arm(target, Caller.SYSTEM, headers);
  }

  private String arm(Target target, Caller caller) {
    return arm(target, caller, RequestHeaders.NONE);
  }

  private String arm(Target target, Caller caller, RequestHeaders headers) {
    try (Route route = router.route(target, caller, headers, ONE)) {
      route.answered(route.predictor().predict(route.source()), 1);
      return route.arm();
    }
  }

  private static RequestHeaders header(String name, String value) {
    return asked -> asked.equals(name) ? value : null;
  }

  private static InstanceSource rowOf(double x) {
    return signature -> PlainInstances.read(signature, List.of(Map.of("x", x)));
  }
}
