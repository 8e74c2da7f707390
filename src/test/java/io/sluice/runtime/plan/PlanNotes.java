package io.sluice.runtime.plan;

import static java.util.Map.entry;

import java.util.Map;

/** What the table of plans says beside a kind, by its simple name. */
final class PlanNotes {
  private static final String RECURRENT =
      "activations other than sigmoid, hard sigmoid, tanh, softsign, ReLU (plain, leaky,"
          + " thresholded), ELU and identity fall back";

  static final Map<String, String> NOTES =
      Map.ofEntries(
          entry("Deconvolution3D", "Same with strides beyond the kernel falls back"),
          entry("Deconvolution2D", "Same with strides beyond the kernel falls back"),
          entry(
              "ConvolutionLayer",
              "over free sizes, Strict with strides and Same with strides and dilation fall back"),
          entry("ElementWiseVertex", "inputs of different ranks fall back"),
          entry("MergeVertex", "inputs of different ranks fall back"),
          entry("StackVertex", "inputs of different ranks fall back"),
          entry("L2NormalizeVertex", "axes other than all but the batch fall back"),
          entry("ReshapeVertex", "a new shape that does not begin with -1 falls back"),
          entry("LSTM", RECURRENT),
          entry("GravesLSTM", RECURRENT),
          entry("GravesBidirectionalLSTM", RECURRENT),
          entry("SimpleRnn", RECURRENT + "; so does layer normalisation"),
          entry("Bidirectional", "of an LSTM, GravesLSTM, SimpleRnn or the last step of one"),
          entry("LastTimeStep", "of a recurrent, bidirectional or masked layer"),
          entry("MaskZeroLayer", "of a recurrent layer; others, bidirectional ones too, fall back"),
          entry("TimeDistributed", "its layer decides"),
          entry("LearnedSelfAttentionLayer", "Deeplearning4j 1.0.0-M2.1 itself fails on it"),
          entry("RecurrentAttentionLayer", "SameDiff code"),
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
