package io.sluice.rest;

import io.sluice.model.ChangeException;
import io.sluice.model.ProtocolException;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.lang.System.Logger.Level;

/** What each failure is to the caller, and to the log. */
final class Failures {
  private static final System.Logger LOG = System.getLogger(Failures.class.getName());
  private static final int GATEWAY_TIMEOUT = 504;

  private Failures() {}

  /** The problem of a failure on a path of our own. */
  static Problem tell(Throwable failure) {
    if (failure instanceof ServingException serving) {
      Problem problem = Problem.of(serving);
      if (serving.kind() == Kind.PREDICTION_FAILED) {
        LOG.log(Level.ERROR, "request " + problem.requestId() + ": prediction failed", failure);
      }
      return problem;
    }
    if (failure instanceof ChangeException change) {
      Problem problem = Problem.of(change);
      if (change.getCause() != null) {
        LOG.log(
            Level.WARNING,
            "request " + problem.requestId() + ": " + problem.detail(),
            change.getCause());
      }
      return problem;
    }
    if (failure instanceof ProtocolException refused) {
      return Problem.ofStatus(refused.status()).withDetail(String.valueOf(refused.getMessage()));
    }
    Problem problem = Problem.of(ProblemKind.INTERNAL_ERROR, ProblemKind.INTERNAL_ERROR.detail());
    LOG.log(Level.ERROR, "request " + problem.requestId() + " failed", failure);
    return problem;
  }

  /**
   * The problem of a failure on a path of a foreign protocol, whose clients know a full queue as
   * 503 and a deadline as 504.
   */
  static Problem tellForeign(Throwable failure) {
    Problem problem = tell(failure);
    if (failure instanceof ServingException serving) {
      return switch (serving.kind()) {
        case OVERLOADED -> problem.withStatus(ProblemKind.VERSION_NOT_READY.status());
        case DEADLINE_EXCEEDED -> problem.withStatus(GATEWAY_TIMEOUT);
        default -> problem;
      };
    }
    return problem;
  }
}
