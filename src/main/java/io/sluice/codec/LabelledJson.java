package io.sluice.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ModelSignature;
import io.sluice.model.PlainInstances;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows whose right answers are known: {@code {"instances":[{"x":1,"species":"setosa"},...]}},
 * or the list alone, each row an object with the answer in one member more. A few rows are held at
 * a time.
 */
public final class LabelledJson implements LabelledRows {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(InstanceLimits.DEFAULT.maxDepth())
                          .maxStringLength(InstanceLimits.DEFAULT.maxStringLength())
                          .maxNumberLength(64)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();
  private static final ObjectReader ROWS =
      JSON.readerFor(new TypeReference<Map<String, Object>>() {});
  private static final String INSTANCES = "instances";

  private final ModelSignature signature;
  private final String target;
  private final JsonParser parser;
  private long done;
  private boolean ended;

  /**
   * Reads up to the first row.
   *
   * @param rows UTF-8; closed with this
   * @param signature what the instances are read against
   * @param target the member of the answers
   * @throws ServingException of the kind {@code MALFORMED_BODY} if there is no list of rows
   */
  public LabelledJson(InputStream rows, ModelSignature signature, String target) {
    this.signature = signature;
    this.target = target;
    try {
      this.parser = JSON.createParser(rows);
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        boolean named =
            parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals(INSTANCES);
        first = named ? parser.nextToken() : null;
      }
      if (first != JsonToken.START_ARRAY) {
        throw malformed("the body must be an object that begins with the list 'instances'");
      }
    } catch (JsonProcessingException e) {
      throw noJson(e);
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  @Override
  public Optional<Part> next(int most) {
    if (ended) {
      return Optional.empty();
    }
    List<Map<String, ?>> instances = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    try {
      while (answers.size() < most && parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, Object> row = ROWS.readValue(parser);
        answers.add(answer(row.remove(target), done + answers.size() + 1));
        instances.add(row);
      }
      if (answers.size() < most) {
        if (parser.currentToken() != JsonToken.END_ARRAY) {
          throw malformed("row %d is no object".formatted(done + answers.size() + 1));
        }
        ended = true;
      }
    } catch (JsonProcessingException e) {
      throw noJson(e);
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
    if (answers.isEmpty()) {
      return Optional.empty();
    }
    try {
      Part part = new Part(PlainInstances.read(signature, instances), answers, done + 1);
      done += answers.size();
      return Optional.of(part);
    } catch (InvalidInstancesException e) {
      throw RowFault.of(e, done);
    }
  }

  private String answer(@Nullable Object value, long row) {
    boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
    String answer = plain ? String.valueOf(value).strip() : "";
    if (answer.isEmpty()) {
      throw malformed("row %d has no answer in '%s'".formatted(row, target));
    }
    return answer;
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw BodyInput.unreadable(e);
    }
  }

  private ServingException noJson(JsonProcessingException e) {
    return new ServingException(
        Kind.MALFORMED_BODY, "the body is no JSON, in or after row " + (done + 1), e);
  }

  private static ServingException malformed(String detail) {
    return new ServingException(Kind.MALFORMED_BODY, detail);
  }
}
