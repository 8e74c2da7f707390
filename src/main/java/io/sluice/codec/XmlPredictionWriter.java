package io.sluice.codec;

import io.sluice.model.Outcome;
import io.sluice.model.Outcome.Classification;
import io.sluice.model.Outcome.Quantities;
import io.sluice.model.Outcome.Values;
import io.sluice.model.OutputField;
import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code <predictions model="" version="" digest=""><prediction>...</prediction>...}.
 *
 * <p>A classification is {@code <label/><probability/><probabilities><class label="">0.98</class>
 * ...</probabilities>}, a quantity an element of its name, a tensor {@code <output shape="2 3">1 2
 * 3 4 5 6</output>} under the output's name; text labels stand in {@code <labels>}. With several
 * outputs each stands in an element of its name. A character that XML 1.0 cannot hold becomes
 * U+FFFD.
 */
public final class XmlPredictionWriter implements PredictionWriter {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  @Override
  public void write(Prediction prediction, TopClasses top, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartElement("predictions");
      xml.writeAttribute("model", prediction.id().name().value());
      xml.writeAttribute("version", prediction.id().version().toString());
      xml.writeAttribute("digest", prediction.digest().value());
      if (prediction.arm() != null) {
        xml.writeAttribute("arm", prediction.arm());
      }
      if (prediction.predictionId() != null) {
        xml.writeAttribute("predictionId", prediction.predictionId().toString());
      }
      for (int row = 0; row < prediction.rows(); row++) {
        new Row(xml, prediction, top, row).write();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
  }

  /** One row of the answer. */
  private record Row(XMLStreamWriter xml, Prediction prediction, TopClasses top, int row) {
    void write() throws XMLStreamException {
      xml.writeStartElement("prediction");
      List<OutputField> outputs = prediction.signature().outputs();
      for (int i = 0; i < outputs.size(); i++) {
        String name = outputs.get(i).name();
        Outcome outcome = prediction.outcome(row, i);
        if (outputs.size() == 1 || outcome instanceof Values) {
          outcome(name, outcome);
        } else {
          xml.writeStartElement(name);
          outcome(name, outcome);
          xml.writeEndElement();
        }
      }
      labels();
      xml.writeEndElement();
    }

    private void outcome(String name, Outcome outcome) throws XMLStreamException {
      if (outcome instanceof Classification classification) {
        classes(classification);
      } else if (outcome instanceof Quantities quantities) {
        for (int i = 0; i < quantities.values().length; i++) {
          element(quantities.quantities().get(i).name(), FloatText.of(quantities.values()[i]));
        }
      } else if (outcome instanceof Values values) {
        tensor(name, values);
      }
    }

    private void classes(Classification classification) throws XMLStreamException {
      element("label", classification.label());
      element("probability", FloatText.of(classification.probability()));
      xml.writeStartElement("probabilities");
      for (int position : top.order(classification)) {
        xml.writeStartElement("class");
        xml.writeAttribute("label", storable(classification.labels().get(position)));
        xml.writeCharacters(FloatText.of(classification.probabilities()[position]));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }

    private void tensor(String name, Values values) throws XMLStreamException {
      xml.writeStartElement(name);
      xml.writeAttribute(
          "shape",
          Arrays.stream(values.shape())
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" ")));
      for (int i = 0; i < values.values().length; i++) {
        xml.writeCharacters(i == 0 ? "" : " ");
        xml.writeCharacters(FloatText.of(values.values()[i]));
      }
      xml.writeEndElement();
    }

    private void labels() throws XMLStreamException {
      if (prediction.labels().isEmpty()) {
        return;
      }
      xml.writeStartElement("labels");
      for (String name : TextLabels.names(prediction)) {
        element(name, TextLabels.at(prediction, name, row));
      }
      xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
      xml.writeStartElement(name);
      xml.writeCharacters(storable(text));
      xml.writeEndElement();
    }

    /** The production Char of XML 1.0, section 2.2. */
    private static String storable(String text) {
      boolean stores = text.codePoints().allMatch(Row::isStorable);
      return stores
          ? text
          : text.codePoints()
              .map(c -> isStorable(c) ? c : 0xFFFD)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
    }

    private static boolean isStorable(int c) {
      boolean space = c == '\t' || c == '\n' || c == '\r';
      return space
          || (c >= 0x20 && c <= 0xD7FF)
          || (c >= 0xE000 && c <= 0xFFFD)
          || (c >= 0x10000 && c <= 0x10FFFF);
    }
  }
}
