package io.sluice.runtime.plan;

import io.sluice.model.ModelArchive;
import io.sluice.model.TimeSource;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import io.sluice.runtime.NetworkProbe;
import io.sluice.runtime.NetworkProbe.Findings;

/** Makes a model in ONNX's format of an archive, by the translator that plans are made with. */
public final class PlanExport {
  private PlanExport() {}

  /** The bytes; for networks whose layers are all smaller than 1 MiB. */
  public static byte[] onnx(ModelArchive archive) throws Exception {
    Network network = NetworkLoader.load(archive);
    Findings findings = new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
    Plan plan =
        new NetworkTranslator(findings.inputs(), network.normalizer()).translate(network.model());
    if (!plan.weights().isEmpty()) {
      throw new IllegalArgumentException("its weights do not fit into one file");
    }
    network.close();
    return plan.graph().toByteArray();
  }
}
