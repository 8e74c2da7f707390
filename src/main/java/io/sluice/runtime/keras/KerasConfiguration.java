package io.sluice.runtime.keras;

import java.io.IOException;
import java.util.Set;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * Reads the JSON that describes a Keras network as a stream of tokens, before it becomes a tree:
 * bounded in depth and number, without layers that are code, and without sizes that no layer has.
 *
 * @param sequential whether it is a plain stack of layers, which becomes a MultiLayerNetwork
 */
record KerasConfiguration(boolean sequential) {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_TOKENS = 200_000;
  private static final long MAX_SIZE = 1L << 24;

  /** Python code, or calls of TensorFlow's own functions. */
  private static final Set<String> CODE =
      Set.of(
          "Lambda",
          "TFOpLambda",
          "SlicingOpLambda",
          "TensorFlowOpLayer",
          "ClassMethod",
          "InstanceMethod",
          "InstanceProperty");

  /** Reads the JSON of the attribute {@code model_config}. */
  static KerasConfiguration read(String json) throws KerasRejectedException {
    String kind = "";
    int depth = 0;
    int tokens = 0;
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        }
        if (depth > MAX_DEPTH || ++tokens > MAX_TOKENS) {
          throw new KerasRejectedException("its configuration is too deep or too long");
        }
        checkSize(parser, token);
        if (token == JsonToken.VALUE_STRING && "class_name".equals(parser.getCurrentName())) {
          String name = parser.getText();
          if (CODE.contains(name)) {
            throw new KerasRejectedException(
                "it has a layer of the kind %s, which is code and is never run".formatted(name));
          }
          kind = depth == 1 ? name : kind;
        }
      }
    } catch (IOException e) {
      throw new KerasRejectedException("its configuration is no JSON", e);
    }
    if (!kind.equals("Sequential") && !kind.equals("Model") && !kind.equals("Functional")) {
      throw new KerasRejectedException("its configuration is not that of a Keras model");
    }
    return new KerasConfiguration(kind.equals("Sequential"));
  }

  private static void checkSize(JsonParser parser, JsonToken token)
      throws IOException, KerasRejectedException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && !"seed".equals(parser.getCurrentName())
        && (parser.getNumberType() != JsonParser.NumberType.INT
            || Math.abs((long) parser.getIntValue()) > MAX_SIZE)) {
      throw new KerasRejectedException("its configuration has a size beyond 2^24");
    }
  }
}
