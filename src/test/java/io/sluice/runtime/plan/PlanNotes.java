package io.sluice.runtime.plan;

import static java.util.Map.entry;

import java.util.Map;

/** What the table of plans says beside a kind, by its simple name. */
final class PlanNotes {
  static final Map<String, String> NOTES =
      Map.ofEntries(
          entry("ElementWiseVertex", "inputs of different ranks fall back"),
          entry("MergeVertex", "inputs of different ranks fall back"),
          entry("StackVertex", "inputs of different ranks fall back"),
          entry("L2NormalizeVertex", "axes other than all but the batch fall back"),
          entry("ReshapeVertex", "a new shape that does not begin with -1 falls back"),
          entry("LayerVertex", "its layer decides"),
          entry("FrozenLayer", "its layer decides"),
          entry("FrozenLayerWithBackprop", "its layer decides"),
          entry("FrozenVertex", "its vertex decides"),
          entry("PreprocessorVertex", "its preprocessor decides"),
          entry("VariationalAutoencoder", "the encoder: the mean of p(z given x)"),
          entry("AutoEncoder", "the encoder"),
          entry("CapsuleLayer", "SameDiff code"),
          entry("CapsuleStrengthLayer", "SameDiff code"),
          entry("PrimaryCapsules", "SameDiff code"),
          entry("OCNNOutputLayer", "answers with rank 1; no translation"));

  private PlanNotes() {}
}
