package io.sluice.model;

import java.util.Locale;

/** A prediction that could not be given, for a reason that the caller may know. */
public class ServingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  /**
   * @param kind what went wrong, in the closed list of the contract
   * @param message a sentence for the caller: no path, class name or secret of the server
   */
  public ServingException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * @param cause for the log only; callers never see it
   */
  public ServingException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * For failures that are foreseen, and frequent.
   *
   * @param trace whether to note where it was thrown
   */
  protected ServingException(Kind kind, String message, boolean trace) {
    super(message, null, trace, trace);
    this.kind = kind;
  }

  /** A model that is not there, or that the caller may not know of: the words are the same. */
  public static ServingException unknown(ModelName model) {
    return new ServingException(Kind.MODEL_NOT_FOUND, "there is no model '" + model + "'");
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The failures of serving; each has one status and one problem type in the contract. */
  public enum Kind {
    INVALID_INSTANCES,
    MALFORMED_BODY,
    INVALID_PARAMETER,
    BODY_TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    NOT_ACCEPTABLE,
    MODEL_NOT_FOUND,
    VERSION_NOT_FOUND,
    ALIAS_NOT_FOUND,
    OPERATION_NOT_FOUND,
    VERSION_NOT_READY,
    OVERLOADED,
    DEADLINE_EXCEEDED,
    PREDICTION_FAILED,
    /** 401: the credential is none, or is wanted and missing. */
    UNAUTHENTICATED,
    /** 403: the caller is known, and not entitled. */
    FORBIDDEN,
    /** 429: the caller asks more often than he may; thrown as {@link OverloadException}. */
    TOO_MANY_REQUESTS;

    /** The name used in problem types: {@code invalid-instances}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
