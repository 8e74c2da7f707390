package io.sluice.runtime.plan;

import io.sluice.runtime.Dl4jEngine;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkProbe;

/** Makes a plan of a network, and proves it before anybody sees it. */
public final class PlanCompiler {
  private PlanCompiler() {}

  /**
   * Translates a network, opens the plan with a lane for each core, and compares it with DL4J's own
   * output.
   *
   * @param network is not used afterwards by the plan, and not closed
   * @param findings the shapes that the network was seen to take and give
   * @throws UntranslatableException if a part of the network has no translation, or the plan
   *     computes something else
   */
  public static Engine compile(Network network, NetworkProbe.Findings findings)
      throws UntranslatableException {
    try {
      int lanes = Runtime.getRuntime().availableProcessors();
      Plan plan =
          new NetworkTranslator(findings.inputs(), network.normalizer()).translate(network.model());
      PlanEngine engine =
          new PlanEngine(PlanSession.open(plan), findings.inputs(), findings.outputs(), lanes);
      return proven(engine, network, findings);
    } catch (RuntimeException | LinkageError e) {
      throw new UntranslatableException(
          "it could not be compiled: " + e.getClass().getSimpleName(), e);
    }
  }

  private static Engine proven(PlanEngine engine, Network network, NetworkProbe.Findings findings)
      throws UntranslatableException {
    boolean proven = false;
    try {
      PlanCheck.check(engine, new Dl4jEngine(network), ProbeBatches.of(network, findings));
      proven = true;
      return engine;
    } finally {
      if (!proven) {
        engine.close();
      }
    }
  }
}
