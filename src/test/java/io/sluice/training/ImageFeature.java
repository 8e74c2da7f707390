package io.sluice.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A grey image of shape {@code [1, height, width]}, row-major, one CSV column a pixel.
 *
 * @param name the name a caller uses
 * @param height rows of pixels
 * @param pixels pixels in a row
 * @param maximum the value of full ink; 0 is none
 * @param label the name shown to people
 * @param description what the image shows
 */
record ImageFeature(
    String name, int height, int pixels, int maximum, String label, String description)
    implements Feature {

  ImageFeature {
    requireNonNull(name, "name is null");
    requireNonNull(label, "label is null");
    requireNonNull(description, "description is null");
  }

  @Override
  public List<String> columns() {
    return IntStream.range(0, width())
        .mapToObj(pixel -> "pixel_" + pixel / pixels + "_" + pixel % pixels)
        .toList();
  }

  @Override
  public int width() {
    return height * pixels;
  }

  @Override
  public void encode(List<String> values, float[] row, int offset) {
    for (int pixel = 0; pixel < values.size(); pixel++) {
      row[offset + pixel] = Float.parseFloat(values.get(pixel));
    }
  }

  @Override
  public JsonNode plain(List<String> values) {
    ArrayNode image = JsonNodeFactory.instance.arrayNode();
    ArrayNode channel = image.addArray();
    for (int y = 0; y < height; y++) {
      ArrayNode line = channel.addArray();
      values.subList(y * pixels, (y + 1) * pixels).forEach(v -> line.add(Integer.parseInt(v)));
    }
    return image;
  }

  @Override
  public ObjectNode describe() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", name).put("type", "tensor").put("datatype", "FP32");
    node.putArray("shape").add(1).add(height).add(pixels);
    node.put("layout", "NCHW").put("minimum", 0).put("maximum", maximum);
    return node.put("label", label).put("description", description);
  }
}
