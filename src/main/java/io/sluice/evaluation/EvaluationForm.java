package io.sluice.evaluation;

import static io.sluice.codec.JsonTree.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.codec.JsonTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An evaluation as the contract writes it. */
final class EvaluationForm {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EvaluationForm() {}

  /**
   * One evaluation.
   *
   * @param run while it runs here; null otherwise
   */
  static Map<String, Object> of(StoredEvaluation one, @Nullable EvaluationRun run) {
    return object(
        "id", Long.toString(one.id()),
        "model", one.version().name().value(),
        "version", one.version().version().toString(),
        "secondVersion", one.second() == null ? null : one.second().toString(),
        "state", one.state().name(),
        "progress", run == null ? null : run.progress(),
        "rows", run == null ? one.rows() : run.rows(),
        "data", object("digest", one.dataDigest(), "bytes", one.dataBytes()),
        "createdAt", one.createdAt().toString(),
        "createdBy", one.createdBy(),
        "endedAt", one.endedAt() == null ? null : one.endedAt().toString(),
        "failure", one.failure(),
        "report", one.report() == null ? null : report(one.report()));
  }

  /** Several evaluations. */
  static byte[] list(List<Map<String, Object>> all) {
    return JsonTree.bytes(object("evaluations", all));
  }

  /** A report that was kept, as plain values. */
  static Object report(String kept) {
    try {
      return MAPPER.readValue(kept, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that we wrote can be read", e);
    }
  }
}
