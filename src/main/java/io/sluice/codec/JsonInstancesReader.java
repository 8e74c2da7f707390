package io.sluice.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads {@code {"instances":[...]}} (RFC 8259), one pass, no tree.
 *
 * <p>An instance is an object of plain values by field name, or the list of them in the signature's
 * order; for a model with one tensor the array is that tensor itself, nested or flat. Null counts
 * as absent.
 */
public final class JsonInstancesReader implements InstancesReader {
  private static final int LONGEST_NUMBER = 1024;
  private static final int LONGEST_TEXT = 65_536;

  private final InstanceLimits limits;
  private final JsonFactory factory;

  /**
   * @param limits counted while reading
   */
  public JsonInstancesReader(InstanceLimits limits) {
    this.limits = limits;
    // A text beyond the model's limit is a fault of its field and reading goes on; only one that
    // is longer still, too long to be held just to be refused, ends the reading.
    int longestText = Math.max(LONGEST_TEXT, limits.maxStringLength() + 1);
    this.factory =
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE) // JsonTokens counts it
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(longestText)
                    .maxNameLength(LONGEST_NUMBER)
                    .build())
            .build();
  }

  @Override
  public Instances read(InputStream body, ModelSignature signature) {
    try (BodyBlocks blocks = new BodyBlocks(body)) {
      try (InstancesBuilder builder = new InstancesBuilder(signature, limits)) {
        new JsonPlainInstances(new JsonScanner(blocks), builder).read();
        return builder.build();
      } catch (JsonScanner.Unusual e) {
        return any(blocks.again(), signature);
      }
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  /** Reads any JSON. */
  private Instances any(InputStream body, ModelSignature signature) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits);
        JsonTokens tokens = new JsonTokens(factory, body, builder)) {
      new JsonInstances(tokens, builder).read();
      return builder.build();
    }
  }
}
