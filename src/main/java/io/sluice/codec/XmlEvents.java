package io.sluice.codec;

import io.sluice.model.InstancesBuilder;
import io.sluice.model.Violation.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The elements and texts of an XML body, with what can go wrong in the words of serving. */
final class XmlEvents implements AutoCloseable {
  private static final Set<String> ENCODINGS = Set.of("utf-8", "us-ascii", "ascii");
  private static final int LONGEST_EVENT = 262_144;
  // The server brings other parsers; the JDK's is the one whose limits are known here.
  private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

  static {
    FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    FACTORY.setProperty(XMLInputFactory.IS_VALIDATING, false);
    FACTORY.setProperty(XMLInputFactory.IS_COALESCING, false);
  }

  private final MeteredReader text;
  private final XMLStreamReader reader;
  private final InstancesBuilder builder;
  private int depth;

  XmlEvents(InputStream body, InstancesBuilder builder) {
    this.builder = builder;
    try {
      this.text = new MeteredReader(BodyInput.utf8(body), LONGEST_EVENT, this::tooLong);
      this.reader = FACTORY.createXMLStreamReader(text);
    } catch (XMLStreamException e) {
      throw failure(e);
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
    String encoding = reader.getCharacterEncodingScheme();
    if (encoding != null && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw builder.malformed("", Rule.SYNTAX, "the body must be in UTF-8");
    }
  }

  /**
   * The next event that matters: {@code START_ELEMENT}, {@code END_ELEMENT}, {@code CHARACTERS} or
   * {@code END_DOCUMENT}.
   */
  int next() {
    while (true) {
      int event = advance();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          return event;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return event;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          return XMLStreamConstants.CHARACTERS;
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          return event;
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw builder.malformed(
                "", Rule.SYNTAX, "the body must not declare a document type or use its entities");
        default -> {
          // Comments and processing instructions say nothing to a model.
        }
      }
    }
  }

  /** Passes over the element whose start is the present event. */
  void skip() {
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  /** The local name of the present element. */
  String name() {
    return reader.getLocalName();
  }

  /** The present element's first attribute without a prefix, or null. */
  @Nullable String strayAttribute() {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String prefix = reader.getAttributePrefix(i);
      if (prefix == null || prefix.isEmpty()) {
        return reader.getAttributeLocalName(i);
      }
    }
    return null;
  }

  /** Whether the present text is white space only. */
  boolean isBlank() {
    return reader.isWhiteSpace();
  }

  /** The buffer that holds the present text. */
  char[] text() {
    return reader.getTextCharacters();
  }

  /** Where the present text starts in the buffer. */
  int textStart() {
    return reader.getTextStart();
  }

  /** How long the present text is. */
  int textLength() {
    return reader.getTextLength();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private void enter() {
    depth++;
    if (depth > builder.limits().maxDepth()) {
      throw builder.malformed(
          "",
          Rule.TOO_DEEP,
          "the body nests deeper than %d levels, at %s"
              .formatted(builder.limits().maxDepth(), place()));
    }
  }

  private RuntimeException tooLong() {
    return builder.malformed(
        "",
        Rule.TOO_LONG,
        "a name, attribute, comment or instruction holds more than %,d characters"
            .formatted(LONGEST_EVENT));
  }

  private int advance() {
    text.refill();
    try {
      return reader.next();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(XMLStreamException e) {
    if (e.getNestedException() instanceof IOException io
        && !(io instanceof CharacterCodingException)) {
      return BodyInput.unreadable(io);
    }
    return builder.malformed("", Rule.SYNTAX, "the body is not XML, at " + place(e));
  }

  private String place(XMLStreamException e) {
    return e.getLocation() == null
        ? "its start"
        : "line %d, column %d"
            .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
  }

  private String place() {
    return "line %d, column %d"
        .formatted(reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
  }
}
