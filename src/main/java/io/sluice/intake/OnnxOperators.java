package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.Names;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The operators that a graph may use. Of ONNX's own domain all, save those that need not end or
 * that answer the same question differently each time; ONNX Runtime knows which there are. Of the
 * other two domains that its CPU build has, those on a list.
 */
final class OnnxOperators {
  /** The newest operator set of each domain that ONNX Runtime 1.23 implements. */
  private static final Map<String, Integer> NEWEST =
      Map.of("", 23, "ai.onnx.ml", 5, "com.microsoft", 1);

  /** The oldest operator set that ONNX Runtime promises to run. */
  private static final int OLDEST = 7;

  /** Operators with graphs inside, which end because their inputs do. */
  private static final Set<String> WITH_GRAPHS = Set.of("If", "Scan");

  private static final Set<String> ENDLESS = Set.of("Loop", "SequenceMap");

  private static final Set<String> RANDOM =
      Set.of(
          "Bernoulli",
          "Multinomial",
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike");

  private static final Set<String> CLASSIC =
      Set.of(
          "ArrayFeatureExtractor",
          "Binarizer",
          "FeatureVectorizer",
          "Imputer",
          "LabelEncoder",
          "LinearClassifier",
          "LinearRegressor",
          "Normalizer",
          "OneHotEncoder",
          "SVMClassifier",
          "SVMRegressor",
          "Scaler",
          "TreeEnsemble",
          "TreeEnsembleClassifier",
          "TreeEnsembleRegressor");

  private static final Set<String> MICROSOFT =
      Set.of(
          "Attention",
          "BiasGelu",
          "BiasSplitGelu",
          "DynamicQuantizeLSTM",
          "DynamicQuantizeMatMul",
          "EmbedLayerNormalization",
          "FastGelu",
          "FusedConv",
          "FusedGemm",
          "FusedMatMul",
          "Gelu",
          "GroupQueryAttention",
          "MatMulInteger16",
          "MatMulIntegerToFloat",
          "MatMulNBits",
          "MultiHeadAttention",
          "NhwcMaxPool",
          "QAttention",
          "QEmbedLayerNormalization",
          "QGemm",
          "QLinearAdd",
          "QLinearAveragePool",
          "QLinearConcat",
          "QLinearConv",
          "QLinearGlobalAveragePool",
          "QLinearLeakyRelu",
          "QLinearMul",
          "QLinearReduceMean",
          "QLinearSigmoid",
          "QLinearSoftmax",
          "QOrderedGelu",
          "QuickGelu",
          "RotaryEmbedding",
          "SimplifiedLayerNormalization",
          "SkipLayerNormalization",
          "SkipSimplifiedLayerNormalization");

  private OnnxOperators() {}

  /** The name of a domain: ONNX's own has two. */
  static String domain(String name) {
    return name.equals("ai.onnx") ? "" : name;
  }

  /**
   * Checks the operator sets that a model asks for. One of a domain that is not served may be asked
   * for as long as no node uses it: exporters name all they know.
   */
  static void checkSets(WireReader at, Map<String, Long> sets) throws IOException {
    for (Map.Entry<String, Long> set : sets.entrySet()) {
      Integer newest = NEWEST.get(set.getKey());
      long version = set.getValue();
      boolean old = set.getKey().isEmpty() && version < OLDEST;
      if (newest != null && (version < 1 || version > newest || old)) {
        throw at.rejected(
            Reason.GRAPH_VERSION,
            "asks for the operator set %d of %s; served are %d to %d"
                .formatted(
                    version, shown(set.getKey()), set.getKey().isEmpty() ? OLDEST : 1, newest));
      }
    }
  }

  /**
   * Checks one node.
   *
   * @param sets the operator sets that the model asks for
   * @param graphs whether it has graphs inside
   */
  static void check(
      WireReader at, String domain, String operator, boolean graphs, Map<String, Long> sets)
      throws IOException {
    boolean served =
        switch (domain) {
          case "" -> !ENDLESS.contains(operator) && !RANDOM.contains(operator);
          case "ai.onnx.ml" -> CLASSIC.contains(operator);
          case "com.microsoft" -> MICROSOFT.contains(operator);
          default -> false;
        };
    boolean mayHaveGraphs = domain.isEmpty() && WITH_GRAPHS.contains(operator);
    if (!served || operator.isEmpty() || (graphs && !mayHaveGraphs)) {
      throw at.rejected(
          Reason.GRAPH_OPERATOR,
          "uses the operator %s of %s, which is not served"
              .formatted("'" + Names.shown(operator) + "'", shown(domain)));
    }
    if (!sets.containsKey(domain)) {
      throw at.rejected(
          Reason.GRAPH_VERSION, "uses " + shown(domain) + ", but names no operator set of it");
    }
  }

  private static String shown(String domain) {
    return domain.isEmpty() ? "ai.onnx" : "'" + Names.shown(domain) + "'";
  }
}
