package io.sluice.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model archive holds once nothing in it is distrusted any more.
 *
 * @param kind which DL4J network the configuration describes
 * @param configuration the network's JSON, well-formed, bounded, naming only classes of DL4J's own
 *     configuration vocabulary
 * @param parameters all parameters as one row vector in DL4J's flattening order, as many as the
 *     archive holds, which may still differ from what the configuration asks for; null when the
 *     archive says the network has none
 * @param normalizer null when the archive carries none
 * @param digest SHA-256 of the whole file
 * @param size of the file in bytes
 */
public record ModelArchive(
    Kind kind,
    String configuration,
    @Nullable ArrayData parameters,
    @Nullable NormalizerData normalizer,
    Digest digest,
    long size)
    implements ModelArtifact {

  /** The two kinds of DL4J networks. */
  public enum Kind {
    /** {@code MultiLayerNetwork}, read by {@code MultiLayerConfiguration.fromJson}. */
    MULTI_LAYER,
    /** {@code ComputationGraph}, read by {@code ComputationGraphConfiguration.fromJson}. */
    GRAPH
  }

  public ModelArchive {
    Objects.requireNonNull(kind, "kind is null");
    Objects.requireNonNull(configuration, "configuration is null");
    Objects.requireNonNull(digest, "digest is null");
  }

  @Override
  public ArtifactFormat format() {
    return ArtifactFormat.DL4J;
  }
}
