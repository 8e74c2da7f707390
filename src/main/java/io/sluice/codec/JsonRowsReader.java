package io.sluice.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the JSON of TensorFlow Serving's predict requests: by hand where it is the row form in
 * plain text, which makes no garbage for a number, and by tokens where it is anything else. Bare
 * {@code NaN}, {@code Infinity} and {@code -Infinity} are numbers.
 */
public final class JsonRowsReader {
  private final InstanceLimits limits;
  private final JsonFactory factory;

  /**
   * @param limits counted while reading
   */
  public JsonRowsReader(InstanceLimits limits) {
    this.limits = limits;
    this.factory =
        JsonTokens.factory(limits).enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  }

  /** What one request may hold. */
  public InstanceLimits limits() {
    return limits;
  }

  /**
   * Reads a body to its end, once.
   *
   * @param plain whether rows of the signature so named are the model's own instances
   * @param any reads what is not plain, from the body's beginning
   * @throws io.sluice.model.InvalidInstancesException with every violation found
   * @throws io.sluice.model.ServingException if the body fails with an I/O error
   */
  public Instances read(
      InputStream body, ModelSignature signature, Predicate<String> plain, TokenReader any) {
    try (BodyBlocks blocks = new BodyBlocks(body)) {
      try (InstancesBuilder builder = new InstancesBuilder(signature, limits)) {
        new JsonPlainInstances(new JsonScanner(blocks), builder).readRows(plain);
        return builder.build();
      } catch (JsonScanner.Unusual e) {
        return read(blocks.again(), signature, any);
      }
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  /** As {@link #read(InputStream, ModelSignature, Predicate, TokenReader)}, by tokens alone. */
  public Instances read(InputStream body, ModelSignature signature, TokenReader any) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits);
        JsonTokens tokens = new JsonTokens(factory, body, builder)) {
      return any.read(tokens, builder);
    }
  }

  /**
   * Looks through a body of which nothing is made.
   *
   * @param look takes the tokens it wants
   * @throws io.sluice.model.InvalidInstancesException if they are not JSON
   */
  public void look(InputStream body, ModelSignature signature, Consumer<JsonTokens> look) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, limits);
        JsonTokens tokens = new JsonTokens(factory, body, builder)) {
      look.accept(tokens);
    }
  }

  /** Reads a body by its tokens. */
  @FunctionalInterface
  public interface TokenReader {
    /**
     * Reads from the first token to the end of the body.
     *
     * @param builder to be driven; of no use afterwards
     */
    Instances read(JsonTokens tokens, InstancesBuilder builder);
  }
}
