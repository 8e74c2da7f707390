package io.sluice.rest;

import io.sluice.model.ChangeException;
import io.sluice.model.ServingException;
import java.util.Locale;
import java.util.Optional;

/** The closed list of errors in the contract: each has a type, a title and one status. */
enum ProblemKind {
  INVALID_INSTANCES(400, "Invalid instances", "The instances break their rules."),
  MALFORMED_BODY(400, "Malformed body", "The body cannot be read."),
  INVALID_PARAMETER(400, "Invalid parameter", "The request cannot be understood."),
  UNAUTHENTICATED(401, "Unauthenticated", "This needs a valid credential."),
  FORBIDDEN(403, "Forbidden", "The caller is not entitled to this."),
  MODEL_NOT_FOUND(404, "Model not found", "There is no such model."),
  VERSION_NOT_FOUND(404, "Version not found", "There is no such version."),
  ALIAS_NOT_FOUND(404, "Alias not found", "There is no such alias."),
  OPERATION_NOT_FOUND(404, "Operation not found", "There is no such operation."),
  NOT_FOUND(404, "Not found", "There is nothing at this path."),
  METHOD_NOT_ALLOWED(405, "Method not allowed", "This path does not take this method."),
  NOT_ACCEPTABLE(406, "Not acceptable", "None of the media types that Accept names can be given."),
  BODY_TOO_LARGE(413, "Body too large", "The body is larger than the server takes."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Unsupported media type", "The body's media type is not one of those taken."),
  TOO_MANY_REQUESTS(429, "Too many requests", "The caller asks more often than he may."),
  VERSION_NOT_READY(503, "Version not ready", "The version is not ready."),
  /**
   * Not 503: Payara closes the connection after that, and so each refusal of a flood would cost
   * both sides a new one.
   */
  OVERLOADED(429, "Overloaded", "Too many requests wait already."),
  DEADLINE_EXCEEDED(503, "Deadline exceeded", "The caller's deadline cannot be met."),
  PUSH_NOT_FOUND(404, "Push not found", "There is no such push."),
  KEY_NOT_FOUND(404, "Key not found", "There is no such key."),
  EVALUATION_NOT_FOUND(404, "Evaluation not found", "There is no such evaluation."),
  PREDICTION_NOT_FOUND(404, "Prediction not found", "No such prediction is remembered."),
  FEEDBACK_CONFLICT(409, "Feedback conflict", "Another outcome was told before."),
  EXPERIMENT_NOT_FOUND(404, "Experiment not found", "The model has no such experiment."),
  EXPERIMENT_CONFLICT(409, "Experiment conflict", "The experiment cannot be changed so."),
  EXPERIMENT_REJECTED(422, "Experiment rejected", "The arms cannot be compared so."),
  VERSION_CONFLICT(409, "Version conflict", "The number is taken by other bytes."),
  VERSION_IN_USE(409, "Version in use", "Something needs the version."),
  VERSION_HELD(409, "Version held", "The version did not pass its gate."),
  SIGNATURE_BROKEN(409, "Signature broken", "Callers of the live version would break."),
  ALIAS_PINNED(409, "Alias pinned", "The configuration says where the alias points."),
  NOTHING_TO_ROLL_BACK(409, "Nothing to roll back", "There is no earlier production version."),
  PRECONDITION_FAILED(412, "Precondition failed", "The resource is not as the caller believes."),
  ARCHIVE_REJECTED(422, "Archive rejected", "The bytes are no model that may be served."),
  DIGEST_MISMATCH(422, "Digest mismatch", "The bytes are not those that were announced."),
  SIGNATURE_REJECTED(422, "Signature rejected", "The manifest or its signature does not hold."),
  PUSH_BUSY(503, "Push busy", "As many models are being examined as may be."),
  EVALUATION_BUSY(503, "Evaluation busy", "As many evaluations run or wait as may be."),
  DATABASE_UNAVAILABLE(503, "Database unavailable", "The database does not answer."),
  INSUFFICIENT_STORAGE(507, "Insufficient storage", "The disk has no room."),
  INSUFFICIENT_MEMORY(507, "Insufficient memory", "The memory has no room."),
  PREDICTION_FAILED(
      500, "Prediction failed", "The model failed. The log says why, under this request id."),
  INTERNAL_ERROR(
      500, "Internal error", "The server failed. The log says why, under this request id.");

  private final int status;
  private final String title;
  private final String detail;

  ProblemKind(int status, String title, String detail) {
    this.status = status;
    this.title = title;
    this.detail = detail;
  }

  /** The kind of a failure of serving. */
  static ProblemKind of(ServingException.Kind kind) {
    return switch (kind) {
      case INVALID_INSTANCES -> INVALID_INSTANCES;
      case MALFORMED_BODY -> MALFORMED_BODY;
      case INVALID_PARAMETER -> INVALID_PARAMETER;
      case BODY_TOO_LARGE -> BODY_TOO_LARGE;
      case UNSUPPORTED_MEDIA_TYPE -> UNSUPPORTED_MEDIA_TYPE;
      case NOT_ACCEPTABLE -> NOT_ACCEPTABLE;
      case MODEL_NOT_FOUND -> MODEL_NOT_FOUND;
      case VERSION_NOT_FOUND -> VERSION_NOT_FOUND;
      case ALIAS_NOT_FOUND -> ALIAS_NOT_FOUND;
      case OPERATION_NOT_FOUND -> OPERATION_NOT_FOUND;
      case VERSION_NOT_READY -> VERSION_NOT_READY;
      case OVERLOADED -> OVERLOADED;
      case DEADLINE_EXCEEDED -> DEADLINE_EXCEEDED;
      case PREDICTION_FAILED -> PREDICTION_FAILED;
      case UNAUTHENTICATED -> UNAUTHENTICATED;
      case FORBIDDEN -> FORBIDDEN;
      case TOO_MANY_REQUESTS -> TOO_MANY_REQUESTS;
    };
  }

  /** The kind of a refused change: they bear the same names. */
  static ProblemKind of(ChangeException.Kind kind) {
    return valueOf(kind.name());
  }

  /** What a bare status means on this server; empty for one that the contract does not have. */
  static Optional<ProblemKind> of(int status) {
    return switch (status) {
      case 400 -> Optional.of(INVALID_PARAMETER);
      case 401 -> Optional.of(UNAUTHENTICATED);
      case 403 -> Optional.of(FORBIDDEN);
      case 404 -> Optional.of(NOT_FOUND);
      case 405 -> Optional.of(METHOD_NOT_ALLOWED);
      case 406 -> Optional.of(NOT_ACCEPTABLE);
      case 412 -> Optional.of(PRECONDITION_FAILED);
      case 413 -> Optional.of(BODY_TOO_LARGE);
      case 415 -> Optional.of(UNSUPPORTED_MEDIA_TYPE);
      case 429 -> Optional.of(TOO_MANY_REQUESTS);
      case 500 -> Optional.of(INTERNAL_ERROR);
      case 503 -> Optional.of(VERSION_NOT_READY);
      default -> Optional.empty();
    };
  }

  /** The status of the answer. */
  int status() {
    return status;
  }

  /** The kind in words. */
  String title() {
    return title;
  }

  /** What there is to say when nothing more is known. */
  String detail() {
    return detail;
  }

  /** The URI that names the kind: {@code urn:sluice:problem:invalid-instances}. */
  String type() {
    return "urn:sluice:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
