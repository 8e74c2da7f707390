package io.sluice.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.Violation.Rule;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a JSON body, with what can go wrong in the words of serving: no class name and no
 * piece of the body reaches the caller.
 */
public final class JsonTokens implements AutoCloseable {
  private static final int LONGEST_NUMBER = 1024;
  private static final int LONGEST_TEXT = 65_536;

  private final JsonParser parser;
  private final InstancesBuilder builder;

  JsonTokens(JsonFactory factory, InputStream body, InstancesBuilder builder) {
    this.builder = builder;
    try {
      this.parser = factory.createParser(BodyInput.withoutMark(body));
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  /** What makes parsers of bodies, with bounds on all that one token may hold. */
  static JsonFactoryBuilder factory(InstanceLimits limits) {
    // A text beyond the model's limit is a fault of its field and reading goes on; only one that
    // is longer still, too long to be held just to be refused, ends the reading.
    int longestText = Math.max(LONGEST_TEXT, limits.maxStringLength() + 1);
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE) // counted by next
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(longestText)
                .maxNameLength(LONGEST_NUMBER)
                .build());
  }

  /** The first token of the body. */
  public JsonToken first() {
    JsonToken token = advance();
    if (token == null) {
      throw builder.malformed("", Rule.SYNTAX, "the body is empty");
    }
    return token;
  }

  /** The next token inside the body's value. */
  public JsonToken next() {
    JsonToken token = advance();
    if (token == null) {
      throw endsEarly(parser.currentLocation());
    }
    if (token.isStructStart()
        && parser.getParsingContext().getNestingDepth() > builder.limits().maxDepth()) {
      throw builder.malformed(
          "",
          Rule.TOO_DEEP,
          "the body nests deeper than %d levels, at %s"
              .formatted(builder.limits().maxDepth(), place(parser.currentLocation())));
    }
    return token;
  }

  /** Sees to it that nothing follows the body's value. */
  public void end() {
    if (advance() != null) {
      throw builder.malformed(
          "",
          Rule.SYNTAX,
          "the body goes on behind its end, at " + place(parser.currentTokenLocation()));
    }
  }

  /** Passes over the value that begins with the present token, without keeping any of it. */
  public void skip(JsonToken start) {
    int open = start.isStructStart() ? 1 : 0;
    while (open > 0) {
      JsonToken token = next();
      if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      }
    }
  }

  /** The text of a string or a member's name. */
  public String text() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The value of a number; infinite if a double cannot hold it. */
  public double number() {
    try {
      return parser.getDoubleValue();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** A kind of value as it stands in a sentence. */
  public static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "a number";
    };
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  private @Nullable JsonToken advance() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    if (!(e instanceof JsonProcessingException syntax)) {
      return BodyInput.unreadable(e);
    }
    JsonLocation location =
        syntax.getLocation() == null ? parser.currentLocation() : syntax.getLocation();
    if (e instanceof StreamConstraintsException) {
      return builder.malformed(
          "", Rule.TOO_LONG, "a name, string or number is too long, at " + place(location));
    }
    return e instanceof JsonEOFException
        ? endsEarly(location)
        : builder.malformed("", Rule.SYNTAX, "the body is not JSON, at " + place(location));
  }

  private InvalidInstancesException endsEarly(JsonLocation location) {
    return builder.malformed(
        "", Rule.SYNTAX, "the body ends before its value does, at " + place(location));
  }

  private static String place(JsonLocation location) {
    return "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
