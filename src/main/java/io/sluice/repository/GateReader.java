package io.sluice.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.Digest;
import io.sluice.model.GateLimit;
import io.sluice.model.GateTerms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code gate} of a {@code model.json}. */
final class GateReader {
  private static final String DATASET = "dataset";

  private GateReader() {}

  /**
   * Reads what could be read; problems are recorded.
   *
   * @param gate null if there is none
   */
  static GateTerms read(@Nullable JsonObjectReader gate) {
    if (gate == null) {
      return GateTerms.NONE;
    }
    String dataset = null;
    Digest digest = null;
    JsonNode named = gate.any(DATASET);
    if (named != null && named.isObject()) {
      JsonObjectReader object = gate.object(DATASET);
      if (object != null) {
        dataset = object.required("name", GateTerms::dataset);
        digest =
            object.any("sha256") == null
                ? null
                : object.required("sha256", hex -> new Digest("sha256:" + hex));
        object.rejectUnknown();
      }
    } else if (named != null) {
      dataset = gate.required(DATASET, GateTerms::dataset);
    }
    String target = gate.any("target") == null ? null : gate.required("target", GateTerms::target);
    List<GateLimit> limits = limits(gate);
    gate.rejectUnknown();
    return new GateTerms(dataset, digest, target, limits);
  }

  private static List<GateLimit> limits(JsonObjectReader gate) {
    List<GateLimit> limits = new ArrayList<>();
    List<String> words = gate.words("limits", 1);
    for (int i = 0; i < words.size() && limits.size() < GateTerms.MOST_LIMITS; i++) {
      try {
        limits.add(GateLimit.parse(words.get(i)));
      } catch (IllegalArgumentException e) {
        gate.problem("limits/" + i, String.valueOf(e.getMessage()));
      }
    }
    if (words.size() > GateTerms.MOST_LIMITS) {
      gate.problem("limits", "must be at most " + GateTerms.MOST_LIMITS);
    }
    return limits;
  }
}
