package io.sluice.feedback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.sluice.model.PredictionId;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads outcomes from JSON, one at a time. */
final class JsonFeedbackReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(1024)
                  .maxNameLength(256)
                  .maxNumberLength(100)
                  .maxNestingDepth(8)
                  .build())
          .build();

  private JsonFeedbackReader() {}

  /**
   * Reads {@code {"label":...}} or {@code {"value":...}}, each with {@code row} or without.
   *
   * @throws ServingException if the body is no JSON object
   */
  static FeedbackItem one(InputStream body, PredictionId id) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("The body must be a JSON object.");
      }
      FeedbackItem item = item(parser, new FeedbackItem.Builder(id));
      end(parser);
      return item;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Reads a list of objects that have {@code predictionId} too.
   *
   * @param taker given each as soon as it was read
   * @throws ServingException if the body is no JSON list of objects; those before were given
   */
  static void each(InputStream body, Consumer<FeedbackItem> taker) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw malformed("The body must be a JSON list of objects.");
      }
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token != JsonToken.START_OBJECT) {
          throw malformed("The body must be a JSON list of objects.");
        }
        taker.accept(item(parser, new FeedbackItem.Builder()));
      }
      end(parser);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static FeedbackItem item(JsonParser parser, FeedbackItem.Builder item)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        item.text(name, parser.getText());
      } else if (value != null && value.isNumeric()) {
        item.number(name, number(parser));
      } else {
        item.other(name);
        parser.skipChildren();
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw malformed("The body ends before its value does.");
    }
    return item.build();
  }

  private static double number(JsonParser parser) throws IOException {
    try {
      return parser.getDoubleValue();
    } catch (InputCoercionException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw malformed("The body goes on behind its end.");
    }
  }

  private static ServingException malformed(String detail) {
    return new ServingException(Kind.MALFORMED_BODY, detail);
  }

  /** No piece of the body reaches the caller. */
  private static ServingException failure(IOException e) {
    return new ServingException(
        Kind.MALFORMED_BODY,
        e instanceof JsonProcessingException
            ? "The body is no JSON that can be read."
            : "The body could not be read to its end.",
        e);
  }
}
