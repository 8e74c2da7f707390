package io.sluice.evaluation;

import io.sluice.codec.JsonTree;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelName;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What both ways to an evaluation answer alike. */
final class EvaluationAnswers {
  private EvaluationAnswers() {}

  /** How the rows of a body are written. */
  static SentTable.Format format(HttpHeaders headers) {
    return MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType())
        ? SentTable.Format.JSON
        : SentTable.Format.CSV;
  }

  /** 202 with where the evaluation is, and how it fares now. */
  static Response accepted(Evaluations evaluations, ModelName model, long id) {
    return Response.accepted(
            JsonTree.bytes(
                EvaluationForm.of(
                    find(evaluations, model, Long.toString(id)),
                    evaluations.running(id).orElse(null))))
        .header(HttpHeaders.LOCATION, "/api/v1/models/%s/evaluations/%d".formatted(model, id))
        .build();
  }

  /**
   * One evaluation of a model.
   *
   * @throws ChangeException of kind {@code EVALUATION_NOT_FOUND} if there is no such one
   */
  static StoredEvaluation find(Evaluations evaluations, ModelName model, String id) {
    if (id.matches("[1-9][0-9]{0,17}")) {
      return evaluations.find(model, Long.parseLong(id)).orElseThrow(EvaluationAnswers::unknown);
    }
    throw unknown();
  }

  private static ChangeException unknown() {
    return new ChangeException(Kind.EVALUATION_NOT_FOUND, "there is no such evaluation");
  }
}
