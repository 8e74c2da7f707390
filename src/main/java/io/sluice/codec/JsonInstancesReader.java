package io.sluice.codec;

import com.fasterxml.jackson.core.JsonFactory;
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
  private final InstanceLimits limits;
  private final JsonFactory factory;

  /**
   * @param limits counted while reading
   */
  public JsonInstancesReader(InstanceLimits limits) {
    this.limits = limits;
    this.factory = JsonTokens.factory(limits).build();
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
