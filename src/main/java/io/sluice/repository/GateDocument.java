package io.sluice.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.model.Digest;
import io.sluice.model.GateLimit;
import io.sluice.model.GateVerdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a gate as the database has it: {@code {"limits":[{"limit":"accuracy >=
 * 0.95","value":0.91}],"dataset":{"name":..,"digest":..,"rows":50, "kept":false}}}; a figure
 * without a value has no {@code value}.
 */
final class GateDocument {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String LIMITS = "limits";
  private static final String LIMIT = "limit";
  private static final String VALUE = "value";
  private static final String DATASET = "dataset";

  private GateDocument() {}

  static String write(GateVerdict verdict) {
    ObjectNode document = MAPPER.createObjectNode();
    ArrayNode limits = document.putArray(LIMITS);
    for (GateVerdict.Measured measured : verdict.limits()) {
      ObjectNode limit = limits.addObject().put(LIMIT, measured.limit().toString());
      if (!Double.isNaN(measured.value())) {
        limit.put(VALUE, measured.value());
      }
    }
    GateVerdict.DataSet dataset = verdict.dataset();
    if (dataset != null) {
      document
          .putObject(DATASET)
          .put("name", dataset.name())
          .put("digest", dataset.digest().value())
          .put("rows", dataset.rows())
          .put("kept", dataset.kept());
    }
    return document.toString();
  }

  /**
   * Reads back what {@link #write} wrote.
   *
   * @throws IllegalStateException if it is something else: nobody else writes to the database
   */
  static GateVerdict read(String document) {
    try {
      JsonNode verdict = MAPPER.readTree(document);
      List<GateVerdict.Measured> limits = new ArrayList<>();
      for (JsonNode limit : verdict.path(LIMITS)) {
        limits.add(
            new GateVerdict.Measured(
                GateLimit.parse(limit.path(LIMIT).asText()),
                limit.path(VALUE).asDouble(Double.NaN)));
      }
      return new GateVerdict(limits, dataset(verdict.path(DATASET)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalStateException("the database holds a gate that nobody wrote", e);
    }
  }

  private static GateVerdict.@Nullable DataSet dataset(JsonNode dataset) {
    return dataset.isMissingNode()
        ? null
        : new GateVerdict.DataSet(
            dataset.path("name").asText(),
            new Digest(dataset.path("digest").asText()),
            dataset.path("rows").asLong(),
            dataset.path("kept").asBoolean());
  }
}
