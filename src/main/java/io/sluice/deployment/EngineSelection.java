package io.sluice.deployment;

import io.sluice.runtime.Dl4jEngine;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkProbe;
import io.sluice.runtime.plan.PlanCompiler;
import io.sluice.runtime.plan.UntranslatableException;
import org.jspecify.annotations.Nullable;

/**
 * What will compute a version.
 *
 * @param engine owns the native memory of the version from now on
 * @param reason why there is no plan, or why a graph computes rows one by one; null if there is
 *     nothing to say
 */
record EngineSelection(Engine engine, @Nullable String reason) {
  /**
   * Compiles a plan if one is wanted. Once it stands, the network is closed: the plan has the
   * weights now, and the archive can make the network again.
   *
   * @throws VersionRejectedException if only a plan will do, and there is none
   */
  static EngineSelection of(EngineChoice choice, Network network, NetworkProbe.Findings findings)
      throws VersionRejectedException {
    if (choice == EngineChoice.DEEPLEARNING4J) {
      return new EngineSelection(new Dl4jEngine(network), null);
    }
    try {
      Engine plan = PlanCompiler.compile(network, findings);
      network.close();
      return new EngineSelection(plan, null);
    } catch (UntranslatableException e) {
      if (choice == EngineChoice.PLAN) {
        throw new VersionRejectedException("there is no plan: " + e.getMessage(), e);
      }
      return new EngineSelection(new Dl4jEngine(network), e.getMessage());
    }
  }
}
