package io.sluice.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.sluice.model.InputField;
import io.sluice.model.InputField.TensorField;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Right instances as a client would write them, in every format. */
final class WrittenBodies {
  private WrittenBodies() {}

  /** Instances as objects, or as lists by position; tensors nested, or flat. */
  static byte[] json(RandomCase sample, boolean objects, boolean nested) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("instances");
      for (Map<String, Object> instance : sample.instances()) {
        boolean bare = !objects && sample.signature().takesTensors() && instance.size() == 1;
        if (!bare) {
          open(json, objects);
        }
        for (InputField field : sample.signature().inputs()) {
          if (objects) {
            json.writeFieldName(field.name());
          }
          json(json, field, instance.get(field.name()), nested);
        }
        if (!bare) {
          close(json, objects);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString().getBytes(UTF_8);
  }

  static byte[] csv(RandomCase sample) throws IOException {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().quoteStrategy(QuoteStrategies.ALWAYS).build(text);
    csv.writeRecord(cells(sample.instances().get(0), true));
    sample.instances().forEach(instance -> csv.writeRecord(cells(instance, false)));
    csv.flush();
    return text.toString().getBytes(UTF_8);
  }

  static byte[] xml(RandomCase sample) throws XMLStreamException {
    StringWriter text = new StringWriter();
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    xml.writeStartElement("instances");
    for (Map<String, Object> instance : sample.instances()) {
      xml.writeStartElement("instance");
      for (Map.Entry<String, Object> field : instance.entrySet()) {
        xml.writeStartElement(field.getKey());
        xml.writeCharacters(lexical(field.getValue(), " "));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.flush();
    return text.toString().getBytes(UTF_8);
  }

  /** The first instance only. */
  static Map<String, List<String>> query(RandomCase sample) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    sample
        .instances()
        .get(0)
        .forEach((name, value) -> query.put(name, List.of(lexical(value, ","))));
    return query;
  }

  private static void json(JsonGenerator json, InputField field, Object value, boolean nested)
      throws IOException {
    if (value instanceof float[] values) {
      int[] shape = {values.length};
      if (nested) {
        shape = RandomCase.shapeOf((TensorField) field, values.length);
      }
      nested(json, shape, 0, values, 0);
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else {
      json.writeNumber(value.toString());
    }
  }

  private static int nested(JsonGenerator json, int[] shape, int axis, float[] values, int next)
      throws IOException {
    if (axis == shape.length) {
      json.writeNumber(values[next]);
      return next + 1;
    }
    int position = next;
    json.writeStartArray();
    for (int i = 0; i < shape[axis]; i++) {
      position = nested(json, shape, axis + 1, values, position);
    }
    json.writeEndArray();
    return position;
  }

  private static void open(JsonGenerator json, boolean object) throws IOException {
    if (object) {
      json.writeStartObject();
    } else {
      json.writeStartArray();
    }
  }

  private static void close(JsonGenerator json, boolean object) throws IOException {
    if (object) {
      json.writeEndObject();
    } else {
      json.writeEndArray();
    }
  }

  private static List<String> cells(Map<String, Object> instance, boolean header) {
    List<String> cells = new ArrayList<>();
    instance.forEach(
        (name, value) -> {
          if (value instanceof float[] values) {
            for (int i = 0; i < values.length; i++) {
              cells.add(header ? name + "_" + i : Float.toString(values[i]));
            }
          } else {
            cells.add(header ? name : value.toString());
          }
        });
    return cells;
  }

  private static String lexical(Object value, String separator) {
    return value instanceof float[] values
        ? IntStream.range(0, values.length)
            .mapToObj(i -> Float.toString(values[i]))
            .collect(Collectors.joining(separator))
        : value.toString();
  }
}
